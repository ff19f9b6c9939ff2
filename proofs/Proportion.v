(** X4: the interaction law's three columns when the gaps shrink in proportion, ε₁ = pε, ε₂ = qε:
    λ_min is at most C ε⁴ and κ at least C ε⁻⁴, at every ε, with explicit constants.

    name                  ==  meaning
    triple p q ε          ==  the columns f, c₁ e^(pεx) f, c₂ e^(qεx) f (f = N^−α, x = ln N)
    plane_vector          ==  v = (q − p, −q/c₁, p/c₂): the orders 1 and ε of Jv cancel
    triple_bound          ==  (p q (|p| + |q|) e^T/2)² Σ x⁴ f², T = |ε| X (|p| + |q|)
    X4_image              ==  ‖Jv‖² ≤ ε⁴ triple_bound
    X4_lambda_min_upper   ==  λ_min |v|² ≤ ε⁴ triple_bound
    X4_kappa_lower        ==  κ ε⁴ triple_bound ≥ ‖f‖² |v|²                                  *)

From Coq Require Import Reals List Lra Psatz.
From Offray Require Import Sums Gram Taylor Jacobian.
Import ListNotations.
Open Scope R_scope.

Section Proportion.
Context {Run : Type} (l : list Run) (f x : Run -> R) (c1 c2 p q X : R).
Hypotheses (Hc1 : c1 <> 0) (Hc2 : c2 <> 0) (HX0 : 0 <= X).
Hypothesis HX : forall i, In i l -> Rabs (x i) <= X.

Definition triple (ε : R) : list (Run -> R) :=
  [f; fun i => c1 * exp (p * ε * x i) * f i; fun i => c2 * exp (q * ε * x i) * f i].
Definition plane_vector : list R := [q - p; - (q / c1); p / c2].
Definition triple_bound (ε : R) : R :=
  (p * q * (Rabs p + Rabs q) * exp (Rabs ε * X * (Rabs p + Rabs q)) / 2)²
  * (Σ i ∈ l, x i ^ 4 * (f i)²).

Lemma second_order ε i : In i l ->
  Rabs (q - p - q * exp (p * ε * x i) + p * exp (q * ε * x i))
  <= ε ^ 2 * (Rabs (p * q) * (Rabs p + Rabs q) * exp (Rabs ε * X * (Rabs p + Rabs q)) / 2 * x i ^ 2).
Proof.
  intros Hi. set (T := Rabs ε * X * (Rabs p + Rabs q)).
  pose proof (Rabs_pos p) as Hp. pose proof (Rabs_pos q) as Hq. pose proof (Rabs_pos ε) as He.
  pose proof (Rmult_le_pos _ _ He HX0) as HeX.
  assert (HT : 0 <= T) by (apply Rmult_le_pos; lra).
  assert (B : forall s, Rabs s <= Rabs p + Rabs q ->
    Rabs (exp (s * ε * x i) - 1 - s * ε * x i) <= exp T / 2 * (Rabs s ^ 2 * (ε ^ 2 * x i ^ 2))).
  { intros s Hs. assert (Ht : Rabs (s * ε * x i) <= T).
    { unfold T. rewrite !Rabs_mult, Rmult_assoc, Rmult_comm.
      apply Rmult_le_compat; auto using Rabs_pos.
      - apply Rmult_le_pos; apply Rabs_pos.
      - apply Rmult_le_compat_l; auto. }
    apply Rle_trans with (1 := exp_remainder_2 T HT _ Ht). apply Req_le.
    rewrite !Rabs_mult, !Rpow_mult_distr, !pow2_abs. field. }
  assert (Bp := B p ltac:(lra)). assert (Bq := B q ltac:(lra)).
  set (rp := exp (p * ε * x i) - 1 - p * ε * x i) in *.
  set (rq := exp (q * ε * x i) - 1 - q * ε * x i) in *.
  replace (q - p - q * exp (p * ε * x i) + p * exp (q * ε * x i)) with (p * rq + - (q * rp))
    by (unfold rp, rq; ring).
  apply Rle_trans with (1 := Rabs_triang _ _). rewrite Rabs_Ropp, !Rabs_mult.
  apply Rle_trans with (Rabs p * (exp T / 2 * (Rabs q ^ 2 * (ε ^ 2 * x i ^ 2)))
                        + Rabs q * (exp T / 2 * (Rabs p ^ 2 * (ε ^ 2 * x i ^ 2)))).
  - apply Rplus_le_compat; now apply Rmult_le_compat_l.
  - apply Req_le. field.
Qed.

Theorem X4_image ε : form l (triple ε) plane_vector <= ε ^ 4 * triple_bound ε.
Proof.
  unfold triple_bound, form.
  set (c := p * q * (Rabs p + Rabs q) * exp (Rabs ε * X * (Rabs p + Rabs q)) / 2).
  rewrite <- Rmult_assoc, <- sum_scal. apply sum_le. intros i Hi.
  replace (comb (triple ε) plane_vector i)
    with ((q - p - q * exp (p * ε * x i) + p * exp (q * ε * x i)) * f i)
    by (unfold triple, plane_vector; simpl; field; auto).
  pose proof (second_order ε i Hi) as H.
  set (φ := q - p - q * exp (p * ε * x i) + p * exp (q * ε * x i)) in *.
  rewrite Rsqr_mult. rewrite <- Rmult_assoc. apply Rmult_le_compat_r; [apply Rle_0_sqr|].
  rewrite (Rsqr_abs φ). set (b := ε ^ 2 * _) in H.
  apply Rle_trans with (b²); [apply Rsqr_incr_1; auto; [apply Rabs_pos|]|].
  - apply Rle_trans with (2 := H). apply Rabs_pos.
  - apply Req_le. unfold b, c. rewrite Rabs_mult.
    replace ((ε ^ 2 * (Rabs p * Rabs q * (Rabs p + Rabs q) * exp (Rabs ε * X * (Rabs p + Rabs q)) / 2
      * x i ^ 2))²) with ((Rabs p)² * (Rabs q)² * (ε ^ 2 * ((Rabs p + Rabs q)
      * exp (Rabs ε * X * (Rabs p + Rabs q)) / 2 * x i ^ 2))²) by (unfold Rsqr; field).
    rewrite <- !Rsqr_abs. unfold Rsqr. field.
Qed.

Theorem X4_lambda_min_upper ε m : rayleigh_lower l (triple ε) m ->
  m * ((q - p)² + (q / c1)² + (p / c2)²) <= ε ^ 4 * triple_bound ε.
Proof.
  intros H. apply Rle_trans with (2 := X4_image ε).
  replace ((q - p)² + (q / c1)² + (p / c2)²) with (norm2 plane_vector)
    by (unfold norm2, plane_vector, Rsqr; simpl; ring).
  now apply H.
Qed.

Theorem X4_kappa_lower ε K : q <> p -> 0 < dot l f f -> condition_bound l (triple ε) K ->
  dot l f f * ((q - p)² + (q / c1)² + (p / c2)²) <= K * (ε ^ 4 * triple_bound ε).
Proof.
  intros Hpq Hf H. specialize (H [1; 0; 0] plane_vector eq_refl eq_refl).
  assert (F : form l (triple ε) [1; 0; 0] = dot l f f)
    by (apply sum_ext; intros; simpl; unfold Rsqr; ring).
  assert (N1 : norm2 [1; 0; 0] = 1) by (unfold norm2, Rsqr; simpl; ring).
  rewrite F, N1, Rmult_1_r in H.
  replace ((q - p)² + (q / c1)² + (p / c2)²) with (norm2 plane_vector)
    by (unfold norm2, plane_vector, Rsqr; simpl; ring).
  assert (Hn : 0 < norm2 plane_vector).
  { apply Rlt_le_trans with (2 := coefficient_le plane_vector 0). apply Rlt_0_sqr.
    unfold coefficient, plane_vector. simpl. lra. }
  pose proof (form_nonneg_cols l (triple ε) plane_vector) as H5.
  assert (HK : 0 <= K).
  { apply Rnot_lt_le; intros HK. pose proof (Rmult_lt_0_compat _ _ Hf Hn). nra. }
  apply Rle_trans with (1 := H). apply Rmult_le_compat_l; auto. apply X4_image.
Qed.
End Proportion.
