(** OBJ: any objective with positive curvature inherits the conditioning of JᵀJ.

    name                     ==  meaning
    weighted_form            ==  vᵀ JᵀWJ v = Σ w_i (Jv)_i²
    weighted_condition_bound ==  κ(JᵀWJ) ≤ K
    OBJ_sandwich             ==  w_min vᵀJᵀJv ≤ vᵀJᵀWJv ≤ w_max vᵀJᵀJv
    OBJ_kappa_upper          ==  κ(JᵀJ) ≤ K ⇒ κ(JᵀWJ) ≤ K w_max/w_min
    OBJ_kappa_lower          ==  κ(JᵀWJ) ≤ K ⇒ κ(JᵀJ) ≤ K w_max/w_min
    OBJ_pseudo_huber         ==  ρ = δ²(√(1 + (r/δ)²) − 1): ρ'' = (1 + (r/δ)²)^(−3/2) > 0
    OBJ_log_cosh             ==  ρ = ln cosh r: ρ'' = 1/cosh² r > 0
    OBJ_student              ==  ρ = (ν+1)/2 ln(1 + r²/ν): ρ'' = (ν+1)(ν−r²)/(ν+r²)², > 0 iff r² < ν
    OBJ_log_loss             ==  ρ = ½(ln L̂ − ln L)²: ρ'' = (1 + ln(L/L̂))/L̂², > 0 iff L̂ < e L  *)

From Coq Require Import Reals List Lra Psatz.
From Coquelicot Require Import Coquelicot.
From Offray Require Import Sums Jacobian.
Import ListNotations.
Open Scope R_scope.

Section Sandwich.
Context {Run : Type} (l : list Run) (cols : list (Run -> R)) (w : Run -> R) (w_min w_max : R).
Hypothesis Hmin : 0 < w_min.
Hypothesis Hw : forall i, In i l -> w_min <= w i <= w_max.

Definition weighted_form (v : list R) : R := Σ i ∈ l, w i * (comb cols v i)².

Definition weighted_condition_bound (K : R) : Prop :=
  forall u v, length u = length cols -> length v = length cols ->
  weighted_form u * norm2 v <= K * (weighted_form v * norm2 u).

Theorem OBJ_sandwich v : w_min * form l cols v <= weighted_form v <= w_max * form l cols v.
Proof.
  unfold weighted_form, form. rewrite <- !sum_scal.
  split; apply sum_le; intros i Hi; apply Rmult_le_compat_r; try apply Rle_0_sqr; now apply Hw.
Qed.

Lemma weighted_form_nonneg v : 0 <= weighted_form v.
Proof.
  pose proof (OBJ_sandwich v) as [H _]. pose proof (form_nonneg_cols l cols v).
  apply Rle_trans with (2 := H). apply Rmult_le_pos; lra.
Qed.

Theorem OBJ_kappa_upper K : 0 <= K -> w_min <= w_max ->
  condition_bound l cols K -> weighted_condition_bound (K * (w_max / w_min)).
Proof.
  intros HK Hmm H u v Hu Hv. specialize (H u v Hu Hv).
  pose proof (OBJ_sandwich u) as [_ H1]. pose proof (OBJ_sandwich v) as [H2 _].
  pose proof (norm2_nonneg u) as Nu. pose proof (norm2_nonneg v) as Nv.
  apply Rle_trans with (w_max * (form l cols u * norm2 v)).
  - rewrite <- Rmult_assoc. now apply Rmult_le_compat_r.
  - apply Rle_trans with (w_max * (K * (form l cols v * norm2 u))).
    + apply Rmult_le_compat_l; lra.
    + apply Rle_trans with (w_max * (K * (weighted_form v / w_min * norm2 u))).
      * apply Rmult_le_compat_l; [lra|]. apply Rmult_le_compat_l; auto.
        apply Rmult_le_compat_r; auto. apply Rmult_le_reg_r with w_min; auto.
        replace (weighted_form v / w_min * w_min) with (weighted_form v) by (field; lra). lra.
      * apply Req_le. field. lra.
Qed.

Theorem OBJ_kappa_lower K : 0 <= K -> w_min <= w_max ->
  weighted_condition_bound K -> condition_bound l cols (K * (w_max / w_min)).
Proof.
  intros HK Hmm H u v Hu Hv. specialize (H u v Hu Hv).
  pose proof (OBJ_sandwich u) as [H1 _]. pose proof (OBJ_sandwich v) as [_ H2].
  pose proof (norm2_nonneg u) as Nu. pose proof (norm2_nonneg v) as Nv.
  apply Rle_trans with (weighted_form u / w_min * norm2 v).
  - apply Rmult_le_compat_r; auto. apply Rmult_le_reg_r with w_min; auto.
    replace (weighted_form u / w_min * w_min) with (weighted_form u) by (field; lra). lra.
  - apply Rle_trans with (/ w_min * (K * (weighted_form v * norm2 u))).
    + replace (weighted_form u / w_min * norm2 v) with (/ w_min * (weighted_form u * norm2 v))
        by (unfold Rdiv; ring).
      apply Rmult_le_compat_l; auto. left. now apply Rinv_0_lt_compat.
    + apply Rle_trans with (/ w_min * (K * (w_max * form l cols v * norm2 u))).
      * apply Rmult_le_compat_l; [left; now apply Rinv_0_lt_compat|].
        apply Rmult_le_compat_l; auto. now apply Rmult_le_compat_r.
      * apply Req_le. field. lra.
Qed.
End Sandwich.

(** Curvatures. Each ρ' is the derivative of ρ, each ρ'' that of ρ'. *)
Theorem OBJ_pseudo_huber δ r : 0 < δ ->
  let s := fun r => sqrt (1 + (r / δ)²) in
  is_derive (fun r => δ² * (s r - 1)) r (r / s r)
  /\ is_derive (fun r => r / s r) r (/ (s r) ^ 3) /\ 0 < / (s r) ^ 3.
Proof.
  intros Hδ s. assert (H1 : 0 < 1 + (r / δ)²) by (pose proof (Rle_0_sqr (r / δ)); lra).
  assert (Hs : 0 < s r) by now apply sqrt_lt_R0.
  assert (Hss : s r * s r = 1 + (r / δ)²) by (apply sqrt_sqrt; lra).
  unfold s, Rsqr, Rdiv in *. split; [|split].
  - auto_derive; [exact H1|]. field. split; lra.
  - auto_derive; [split; [exact H1|split; auto; lra]|].
    set (q := sqrt (1 + r * / δ * (r * / δ))) in *.
    Show. rewrite <- Hss. transitivity ((q * q - r * / δ * (r * / δ)) * / q ^ 3);
      [field; split; lra|rewrite Hss; field; lra].
  - apply Rinv_0_lt_compat. now apply pow_lt.
Qed.

Theorem OBJ_log_cosh r :
  is_derive (fun r => ln (cosh r)) r (sinh r / cosh r)
  /\ is_derive (fun r => sinh r / cosh r) r (/ (cosh r)²) /\ 0 < / (cosh r)².
Proof.
  assert (Hc : 0 < cosh r) by (unfold cosh; pose proof (exp_pos r); pose proof (exp_pos (- r)); lra).
  assert (He : exp r * exp (- r) = 1) by (rewrite <- exp_plus; rewrite Rplus_opp_r; apply exp_0).
  unfold cosh, sinh, Rsqr in *. split; [|split].
  - auto_derive; [lra|]. field. lra.
  - auto_derive; [lra|].
    set (a := exp r) in *. set (b := exp (- r)) in *.
    replace (/ ((a + b) / 2 * ((a + b) / 2))) with ((4 * 1) / ((a + b) * (a + b))) by (field; lra).
    rewrite <- He. field. lra.
  - apply Rinv_0_lt_compat. now apply Rmult_lt_0_compat.
Qed.

Theorem OBJ_student ν r : 0 < ν ->
  is_derive (fun r => (ν + 1) / 2 * ln (1 + r * r / ν)) r ((ν + 1) * r / (ν + r * r))
  /\ is_derive (fun r => (ν + 1) * r / (ν + r * r)) r ((ν + 1) * (ν - r * r) / (ν + r * r)²)
  /\ (0 < (ν + 1) * (ν - r * r) / (ν + r * r)² <-> r * r < ν).
Proof.
  intros Hν. pose proof (Rle_0_sqr r) as Hr. unfold Rsqr in *.
  assert (Hp : 0 < 1 + r * r / ν).
  { assert (0 <= r * r / ν); [|lra]. apply Rmult_le_pos; auto. left. now apply Rinv_0_lt_compat. }
  split; [|split].
  - auto_derive; [unfold Rdiv in Hp; lra|]. field. repeat split; try lra.
  - auto_derive; [lra|]. field. lra.
  - assert (Hd : 0 < (ν + r * r) * (ν + r * r)) by (apply Rmult_lt_0_compat; lra).
    split; intros H.
    + apply Rmult_lt_compat_r with (r := (ν + r * r) * (ν + r * r)) in H; auto.
      replace ((ν + 1) * (ν - r * r) / ((ν + r * r) * (ν + r * r)) * ((ν + r * r) * (ν + r * r)))
        with ((ν + 1) * (ν - r * r)) in H by (field; lra). nra.
    + apply Rdiv_lt_0_compat; auto. apply Rmult_lt_0_compat; lra.
Qed.

Theorem OBJ_log_loss L x : 0 < L -> 0 < x ->
  is_derive (fun x => / 2 * (ln x - ln L)²) x ((ln x - ln L) / x)
  /\ is_derive (fun x => (ln x - ln L) / x) x ((1 + ln (L / x)) / x²)
  /\ (0 < (1 + ln (L / x)) / x² <-> x < exp 1 * L).
Proof.
  intros HL Hx. unfold Rsqr. split; [|split].
  - auto_derive; [lra|]. field. lra.
  - auto_derive; [lra|]. unfold Rdiv. rewrite ln_mult, ln_Rinv by (auto; now apply Rinv_0_lt_compat).
    field. lra.
  - unfold Rdiv at 2. rewrite ln_mult, ln_Rinv by (auto; now apply Rinv_0_lt_compat).
    assert (Hd : 0 < x * x) by now apply Rmult_lt_0_compat.
    transitivity (ln x < 1 + ln L).
    + split; intros H.
      * apply Rmult_lt_compat_r with (r := x * x) in H; auto.
        replace ((1 + (ln L + - ln x)) / (x * x) * (x * x)) with (1 + (ln L + - ln x)) in H
          by (field; lra). lra.
      * apply Rdiv_lt_0_compat; lra.
    + replace (1 + ln L) with (ln (exp 1 * L)) by (rewrite ln_mult, ln_exp by (auto; apply exp_pos); ring).
      assert (0 < exp 1 * L) by (apply Rmult_lt_0_compat; auto; apply exp_pos).
      split; intros H1; [now apply ln_lt_inv|now apply ln_increasing].
Qed.
