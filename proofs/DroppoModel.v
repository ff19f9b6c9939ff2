(** X3 for Droppo–Elibol: all six columns on one ray, κ(JᵀJ) ≥ C ε⁻⁶ and
    sd(N_C) ≥ 12σn(1 − o(1))/(|ε|³√Δ), n = N_C^(1−γ)/γ.

    The ray is D = kN; γ = α_N/α, the gap ε = γ_N − γ_D ≠ γ; x = ln N, e = N^−γ, S the bracket
    of the law. The columns are the derivatives that the program prints (Program.v).

    name                      ==  meaning
    droppo_elibol_jacobian    ==  the six columns at a run
    droppo_weight             ==  S^(α−1); W of the theory is α times it
    droppo_vector             ==  v(c₀ … c₄), built so that the orders 1, ε, ε² of Jv cancel
    droppo_residual           ==  weight ((x³ − c₃x² − c₂x − c₁)e − c₀) − c₄ j_α; α times its least
                                  norm at ε = 0 is √Δ, Δ the squared distance of x³We from the span
                                  of {We, xWe, x²We, W, j_α}
    X3_droppo_test_vector     ==  (Jv)_i = ε³/6 residual_i + weight_i e_i (terms of order ε⁴)
    X3_droppo_image           ==  ‖Jv‖ ≤ |ε|³ b(ε), b = ‖residual‖/6 + |ε| …, for every ε ≠ γ
    X3_droppo_lambda_min      ==  λ_min |v|² ≤ ε⁶ b²
    X3_droppo_kappa_lower     ==  κ ε⁶ b² |u|² ≥ ‖Ju‖² |v|² for every u: κ ≥ λ_max |v|²/b² ε⁻⁶
    X3_droppo_sd_N_C, _D_C    ==  sd of any linear unbiased estimator ≥ σ |v_j|/(|ε|³ b)
    X3_droppo_lambda_min_asymptotic == near zero gap λ_min ≤ ε⁶/η, the same η
    X3_droppo_kappa_asymptotic ==  near zero gap κ ≥ η λ_max ε⁻⁶,
                                  any η < 144(n² + d²)/(α² ‖residual‖²), d = k^γ D_C^(1−γ)/γ
    X3_droppo_sd_N_C_asymptotic ==  sd(N_C) ≥ η σ/|ε|³, any η < 12 n/(α ‖residual‖)
    X3_droppo_sd_D_C_asymptotic ==  sd(D_C) ≥ η σ/|ε|³, any η < 12 d/(α ‖residual‖)            *)

From Coq Require Import Reals List Lra Psatz.
From Coquelicot Require Import Coquelicot.
From Offray Require Import Sums Gram Taylor Laws Jacobian FullModel Estimate TestVector.
From Offray.generated Require Printed.
Import ListNotations.
Open Scope R_scope.

Definition droppo_elibol_jacobian {Run : Type} (L_inf N_C D_C α_N α_D α : R) (N D : Run -> R) :
  list (Run -> R) :=
  [fun i => Printed.droppo_elibol_d_L_inf L_inf N_C D_C α_N α_D α (N i) (D i);
   fun i => Printed.droppo_elibol_d_N_C L_inf N_C D_C α_N α_D α (N i) (D i);
   fun i => Printed.droppo_elibol_d_D_C L_inf N_C D_C α_N α_D α (N i) (D i);
   fun i => Printed.droppo_elibol_d_alpha_N L_inf N_C D_C α_N α_D α (N i) (D i);
   fun i => Printed.droppo_elibol_d_alpha_D L_inf N_C D_C α_N α_D α (N i) (D i);
   fun i => Printed.droppo_elibol_d_alpha L_inf N_C D_C α_N α_D α (N i) (D i)].

Section Ray.
Context {Run : Type} (l : list Run) (N : Run -> R) (L_inf N_C D_C γ α k X : R).
Hypotheses (HL : 0 < L_inf) (HNC : 0 < N_C) (HDC : 0 < D_C) (Hγ : 0 < γ) (Ha : 0 < α) (Hk : 0 < k).
Hypothesis HN : forall i, In i l -> 0 < N i.
Hypothesis HX : forall i, In i l -> Rabs (ln (N i)) <= X.
Hypothesis HX0 : 0 <= X.

Let x (i : Run) : R := ln (N i).
Let e (i : Run) : R := Rpower (N i) (- γ).
Let P : R := Rpower N_C γ.
Let Q (ε : R) : R := Rpower (D_C / k) (γ - ε).
Let R0 : R := Rpower L_inf (1 / α - 1).
Let J (ε : R) : list (Run -> R) :=
  droppo_elibol_jacobian L_inf N_C D_C (α * γ) (α * (γ - ε)) α N (fun i => k * N i).
Let j_alpha (ε : R) (i : Run) : R :=
  Printed.droppo_elibol_d_alpha L_inf N_C D_C (α * γ) (α * (γ - ε)) α (N i) (k * N i).

Definition droppo_bracket (ε : R) (i : Run) : R :=
  Rpower L_inf (1 / α) + P * e i + Q ε * (e i * exp (ε * x i)).
Definition droppo_weight (ε : R) (i : Run) : R := Rpower (droppo_bracket ε i) (α - 1).

Lemma P_pos : 0 < P.
Proof. apply Rpower_pos. Qed.
Lemma Q_pos ε : 0 < Q ε.
Proof. apply Rpower_pos. Qed.
Lemma R0_pos : 0 < R0.
Proof. apply Rpower_pos. Qed.
Lemma e_pos i : 0 < e i.
Proof. apply Rpower_pos. Qed.
Lemma weight_pos ε i : 0 < droppo_weight ε i.
Proof. apply Rpower_pos. Qed.

Lemma size_power i : In i l -> Rpower (N_C / N i) (α * γ / α) = P * e i.
Proof.
  intros Hi. pose proof (HN i Hi). replace (α * γ / α) with γ by (field; lra).
  now rewrite Rpower_div by auto.
Qed.

Lemma data_power ε i : In i l ->
  Rpower (D_C / (k * N i)) (α * (γ - ε) / α) = Q ε * (e i * exp (ε * x i)).
Proof.
  intros Hi. pose proof (HN i Hi). replace (α * (γ - ε) / α) with (γ - ε) by (field; lra).
  replace (D_C / (k * N i)) with (D_C / k / N i) by (field; lra).
  rewrite Rpower_div by (auto; now apply Rdiv_lt_0_compat). unfold Q, e. f_equal.
  unfold Rpower, x. rewrite <- exp_plus. f_equal. ring.
Qed.

Lemma size_ln i : In i l -> ln (N_C / N i) = ln N_C - x i.
Proof.
  intros Hi. pose proof (HN i Hi). unfold Rdiv, x.
  rewrite ln_mult, ln_Rinv by (auto; now apply Rinv_0_lt_compat). reflexivity.
Qed.

Lemma data_ln i : In i l -> ln (D_C / (k * N i)) = ln (D_C / k) - x i.
Proof.
  intros Hi. pose proof (HN i Hi). replace (D_C / (k * N i)) with (D_C / k * / N i) by (field; lra).
  rewrite ln_mult, ln_Rinv; auto; [now apply Rdiv_lt_0_compat|now apply Rinv_0_lt_compat].
Qed.

Section Vector.
Variables c0 c1 c2 c3 c4 : R.

Definition u3 (ε : R) : R := ε + ε ^ 2 * c3 / 3 - ε ^ 3 * c2 / 6.
Definition v1 (ε : R) : R :=
  N_C / (α * γ * P) * (2 + ε * c3 / 3 - ε ^ 3 * c1 / 6 + u3 ε * ln N_C).
Definition v2 (ε : R) : R :=
  D_C / (α * (γ - ε) * Q ε) * (- 2 - ε * c3 / 3 + ε * ln (D_C / k)).
Definition droppo_vector (ε : R) : list R :=
  [- (ε ^ 3 * c0 / (6 * R0)); v1 ε; v2 ε; - (u3 ε / P); - (ε / Q ε); - (ε ^ 3 * c4 / 6)].

Definition droppo_residual (ε : R) (i : Run) : R :=
  droppo_weight ε i * ((x i ^ 3 - c3 * x i ^ 2 - c2 * x i - c1) * e i - c0) - c4 * j_alpha ε i.

Theorem X3_droppo_test_vector ε i : γ - ε <> 0 -> In i l ->
  comb (J ε) (droppo_vector ε) i
  = ε ^ 3 / 6 * droppo_residual ε i
    + droppo_weight ε i * e i
      * (((ε * x i - 2) * exp (ε * x i) + ε * x i + 2 - (ε * x i) ^ 3 / 6)
         - ε * c3 / 3 * (exp (ε * x i) - 1 - ε * x i - (ε * x i) ^ 2 / 2)).
Proof.
  intros He Hi. unfold J, droppo_elibol_jacobian, droppo_vector. cbn [comb].
  fold (j_alpha ε i). unfold droppo_residual. set (ja := j_alpha ε i). clearbody ja.
  unfold Printed.droppo_elibol_d_L_inf, Printed.droppo_elibol_d_N_C, Printed.droppo_elibol_d_D_C,
    Printed.droppo_elibol_d_alpha_N, Printed.droppo_elibol_d_alpha_D.
  rewrite size_power, data_power, size_ln, data_ln by auto.
  fold (droppo_bracket ε i) (droppo_weight ε i) R0. unfold v1, v2, u3.
  pose proof P_pos. pose proof (Q_pos ε). pose proof R0_pos.
  set (W := droppo_weight ε i). set (E := exp (ε * x i)). set (z := x i) in *.
  set (f := e i). set (q := Q ε) in *. set (lN := ln N_C). set (lD := ln (D_C / k)).
  clearbody W E z f q lN lD R0 P. field. repeat split; lra.
Qed.

Definition droppo_image_bound (ε : R) : R :=
  norm l (droppo_residual ε) / 6
  + Rabs ε * (fourth_order X c3 ε * norm l (fun i => droppo_weight ε i * e i)).

Lemma fourth_nonneg ε : 0 <= fourth_order X c3 ε.
Proof.
  unfold fourth_order. pose proof (Rmult_le_pos _ _ (Rabs_pos c3) (pow_le X 3 HX0)).
  pose proof (pow_le X 4 HX0). apply Rmult_le_pos; [left; apply exp_pos|lra].
Qed.

Lemma droppo_image_bound_nonneg ε : 0 <= droppo_image_bound ε.
Proof.
  unfold droppo_image_bound. pose proof (norm_nonneg l (droppo_residual ε)).
  pose proof (norm_nonneg l (fun i => droppo_weight ε i * e i)). pose proof (Rabs_pos ε).
  pose proof (fourth_nonneg ε).
  assert (0 <= Rabs ε * (fourth_order X c3 ε * norm l (fun i => droppo_weight ε i * e i)))
    by (apply Rmult_le_pos; [|apply Rmult_le_pos]; auto). lra.
Qed.

Theorem X3_droppo_image ε : γ - ε <> 0 ->
  norm l (comb (J ε) (droppo_vector ε)) <= Rabs ε ^ 3 * droppo_image_bound ε.
Proof.
  intros He. rewrite (norm_ext l _ _ (fun i Hi => X3_droppo_test_vector ε i He Hi)).
  apply Rle_trans with (1 := norm_triangle l _ _).
  unfold droppo_image_bound. rewrite Rmult_plus_distr_l. apply Rplus_le_compat.
  - rewrite norm_scal. unfold Rdiv. rewrite Rabs_mult, <- RPow_abs, (Rabs_right (/ 6)) by lra.
    apply Req_le; ring.
  - apply Rle_trans with (norm l (fun i => (Rabs ε ^ 4 * fourth_order X c3 ε) * (droppo_weight ε i * e i))).
    + apply norm_le. intros i Hi. pose proof (Rmult_lt_0_compat _ _ (weight_pos ε i) (e_pos i)).
      rewrite Rabs_mult, (Rabs_right (_ * e i)), Rmult_comm by lra.
      apply Rmult_le_compat_r; [lra|]. now apply (fourth_order_bound l N X HX HX0 c3 ε i).
    + rewrite norm_scal, Rabs_right.
      * apply Req_le; ring.
      * apply Rle_ge, Rmult_le_pos; [apply pow_le, Rabs_pos|apply fourth_nonneg].
Qed.

Let good (ε : R) : Prop := γ - ε <> 0.
Let b := droppo_image_bound.

Theorem X3_droppo_lambda_min ε m : γ - ε <> 0 -> rayleigh_lower l (J ε) m ->
  m * norm2 (droppo_vector ε) <= ε ^ 6 * (b ε)².
Proof.
  apply (vector_lambda_min l J droppo_vector b good); auto.
  - exact droppo_image_bound_nonneg.
  - exact X3_droppo_image.
Qed.

Theorem X3_droppo_kappa_lower ε K u : γ - ε <> 0 -> ε <> 0 -> length u = 6%nat ->
  0 < form l (J ε) u -> condition_bound l (J ε) K ->
  form l (J ε) u * norm2 (droppo_vector ε) <= K * (ε ^ 6 * (b ε)²) * norm2 u.
Proof.
  intros He H0. apply (vector_kappa l J droppo_vector b good); auto.
  - exact droppo_image_bound_nonneg.
  - exact X3_droppo_image.
  - apply Rlt_le_trans with (2 := coefficient_le (droppo_vector ε) 4). apply Rlt_0_sqr.
    unfold coefficient, droppo_vector. simpl nth. pose proof (Q_pos ε). intros H1. apply H0.
    apply Rmult_eq_reg_r with (- / Q ε); [unfold Rdiv in H1; lra|].
    apply Ropp_neq_0_compat, Rinv_neq_0_compat. lra.
Qed.

Theorem X3_droppo_sd_N_C ε σ c : γ - ε <> 0 -> 0 <= σ -> unbiased l (J ε) 1 c ->
  σ * Rabs (v1 ε) <= standard_deviation l σ c * (Rabs ε ^ 3 * b ε).
Proof. apply (vector_sd l J droppo_vector b good); auto. exact X3_droppo_image. Qed.

Theorem X3_droppo_sd_D_C ε σ c : γ - ε <> 0 -> 0 <= σ -> unbiased l (J ε) 2 c ->
  σ * Rabs (v2 ε) <= standard_deviation l σ c * (Rabs ε ^ 3 * b ε).
Proof. apply (vector_sd l J droppo_vector b good); auto. exact X3_droppo_image. Qed.
End Vector.

(** At zero gap. *)
Lemma bracket_pos ε i : 0 < droppo_bracket ε i.
Proof.
  unfold droppo_bracket. pose proof (Rpower_pos L_inf (1 / α)).
  pose proof (Rmult_lt_0_compat _ _ P_pos (e_pos i)).
  pose proof (Rmult_lt_0_compat _ _ (Q_pos ε) (Rmult_lt_0_compat _ _ (e_pos i) (exp_pos (ε * x i)))).
  lra.
Qed.

Lemma Q_derivable y : ex_derive Q y.
Proof. unfold Q, Rpower. auto_derive. auto. Qed.

Lemma bracket_derivable i y : ex_derive (fun ε => droppo_bracket ε i) y.
Proof. unfold droppo_bracket. pose proof (Q_derivable y). clearbody Q. auto_derive. auto. Qed.

Lemma power_derivable (f : R -> R) y c : ex_derive f y -> 0 < f y ->
  ex_derive (fun ε => exp (c * ln (f ε))) y.
Proof. intros. auto_derive. repeat split; auto. Qed.

Lemma weight_derivable i y : ex_derive (fun ε => droppo_weight ε i) y.
Proof.
  apply (power_derivable (fun ε => droppo_bracket ε i)); [apply bracket_derivable|apply bracket_pos].
Qed.

Lemma weight_continuous i : continuity_pt (fun ε => droppo_weight ε i) 0.
Proof. apply derivable_continuous_at, weight_derivable. Qed.

(** The shape of j_α. *)
Lemma log_derivable (f w q : R -> R) y a1 a2 a3 a4 : ex_derive f y -> 0 < f y ->
  ex_derive w y -> ex_derive q y ->
  ex_derive (fun ε => f ε * w ε * ln (f ε)
    - (a1 + α * (γ - ε) * (q ε * (a2 * exp (ε * a3))) * a4) * w ε / α) y.
Proof. intros. auto_derive. repeat split; auto. Qed.

Lemma j_alpha_continuous i : In i l -> continuity_pt (fun ε => j_alpha ε i) 0.
Proof.
  intros Hi.
  apply (continuity_pt_ext (fun ε =>
    droppo_bracket ε i * droppo_weight ε i * ln (droppo_bracket ε i)
    - (Rpower L_inf (1 / α) * ln L_inf + α * γ * (P * e i) * (ln N_C - x i)
       + α * (γ - ε) * (Q ε * (e i * exp (ε * x i))) * (ln (D_C / k) - x i))
      * droppo_weight ε i / α)).
  - intros ε. unfold j_alpha, Printed.droppo_elibol_d_alpha.
    rewrite size_power, data_power, size_ln, data_ln by auto.
    fold (droppo_bracket ε i) (droppo_weight ε i).
    assert (B : Rpower (droppo_bracket ε i) α = droppo_bracket ε i * droppo_weight ε i).
    { unfold droppo_weight. rewrite <- (Rpower_1 (droppo_bracket ε i)) at 2 by apply bracket_pos.
      rewrite <- Rpower_plus. f_equal. ring. }
    rewrite B. field. lra.
  - apply derivable_continuous_at.
    apply (log_derivable (fun ε => droppo_bracket ε i) (fun ε => droppo_weight ε i) Q 0
      (Rpower L_inf (1 / α) * ln L_inf + α * γ * (P * e i) * (ln N_C - x i)) (e i) (x i)
      (ln (D_C / k) - x i));
      auto using bracket_derivable, bracket_pos, weight_derivable, Q_derivable.
Qed.

Section Limits.
Variables c0 c1 c2 c3 c4 : R.
Let r := norm l (droppo_residual c0 c1 c2 c3 c4 0).
Hypothesis Hr : 0 < r.
Let b := droppo_image_bound c0 c1 c2 c3 c4.
Let v := droppo_vector c0 c1 c2 c3 c4.
Let good (ε : R) : Prop := γ - ε <> 0.
Let n := N_C / (γ * P).
Let d := D_C / (γ * Q 0).

Lemma droppo_b_continuous : continuity_pt b 0.
Proof.
  unfold b, droppo_image_bound.
  apply (continuity_pt_plus (fun ε => norm l (droppo_residual c0 c1 c2 c3 c4 ε) / 6)
    (fun ε => Rabs ε * (fourth_order X c3 ε * norm l (fun i => droppo_weight ε i * e i)))).
  - apply (continuity_pt_mult (fun ε => norm l (droppo_residual c0 c1 c2 c3 c4 ε)) (fun _ => / 6)).
    + apply norm_continuous. intros i Hi. unfold droppo_residual.
      apply (continuity_pt_minus
        (fun ε => droppo_weight ε i * ((x i ^ 3 - c3 * x i ^ 2 - c2 * x i - c1) * e i - c0))
        (fun ε => c4 * j_alpha ε i)).
      * apply (continuity_pt_mult (fun ε => droppo_weight ε i)
          (fun _ => (x i ^ 3 - c3 * x i ^ 2 - c2 * x i - c1) * e i - c0));
          [apply weight_continuous|apply continuity_pt_const; now intros ? ?].
      * apply (continuity_pt_mult (fun _ => c4) (fun ε => j_alpha ε i));
          [apply continuity_pt_const; now intros ? ?|now apply j_alpha_continuous].
    + apply continuity_pt_const. now intros ? ?.
  - apply (continuity_pt_mult Rabs
      (fun ε => fourth_order X c3 ε * norm l (fun i => droppo_weight ε i * e i)));
      [apply Rcontinuity_abs|].
    apply (continuity_pt_mult (fourth_order X c3) (fun ε => norm l (fun i => droppo_weight ε i * e i))).
    + unfold fourth_order. set (C := Rabs c3). reg.
    + apply norm_continuous. intros i Hi.
      apply (continuity_pt_mult (fun ε => droppo_weight ε i) (fun _ => e i));
        [apply weight_continuous|apply continuity_pt_const; now intros ? ?].
Qed.

Lemma b_0 : b 0 = r / 6.
Proof. unfold b, droppo_image_bound, r. rewrite Rabs_R0. ring. Qed.

Lemma b_0_pos : 0 < b 0.
Proof. rewrite b_0. lra. Qed.

Lemma near_good : exists ε1, 0 < ε1 /\ forall ε, Rabs ε < ε1 -> good ε.
Proof. exists γ. split; auto. intros ε H. unfold good. apply Rabs_def2 in H. lra. Qed.

Lemma v1_continuous : continuity_pt (v1 c1 c2 c3) 0.
Proof. unfold v1, u3. set (p := N_C / (α * γ * P)). set (lN := ln N_C). reg. Qed.

Lemma v2_derivable : ex_derive (v2 c3) 0.
Proof.
  unfold v2. pose proof (Q_derivable 0). pose proof (Q_pos 0). set (lD := ln (D_C / k)).
  clear b Hr r d. clearbody Q lD. auto_derive. repeat split; auto.
  apply Rgt_not_eq. repeat apply Rmult_lt_0_compat; lra.
Qed.

Lemma v1_0 : v1 c1 c2 c3 0 = 2 * n / α.
Proof. unfold v1, u3, n. pose proof P_pos. field. repeat split; lra. Qed.

Lemma v2_0 : v2 c3 0 = - (2 * d / α).
Proof. unfold v2, d. pose proof (Q_pos 0). rewrite Rminus_0_r. field. repeat split; lra. Qed.

Lemma n_pos : 0 < n.
Proof. apply Rdiv_lt_0_compat; auto. apply Rmult_lt_0_compat; auto. apply P_pos. Qed.
Lemma d_pos : 0 < d.
Proof. apply Rdiv_lt_0_compat; auto. apply Rmult_lt_0_compat; auto. apply Q_pos. Qed.

Lemma droppo_norm2_continuous : continuity_pt (fun ε => norm2 (v ε)) 0.
Proof.
  apply derivable_continuous_at. unfold norm2, v, droppo_vector. simpl sum.
  pose proof v2_derivable as D2. pose proof (Q_derivable 0) as HQ. pose proof (Q_pos 0).
  pose proof P_pos. pose proof R0_pos.
  assert (D1 : ex_derive (v1 c1 c2 c3) 0)
    by (unfold v1, u3; set (p := N_C / (α * γ * P)); set (lN := ln N_C); auto_derive; auto).
  set (f1 := v1 c1 c2 c3) in *. set (f2 := v2 c3) in *.
  clearbody f1 f2. clear b Hr r d. clearbody Q. unfold u3, Rsqr. clearbody P R0.
  auto_derive. repeat split; auto; lra.
Qed.

Lemma droppo_norm2_0 : norm2 (v 0) = 4 * (n² + d²) / α².
Proof.
  unfold norm2, v, droppo_vector. simpl sum. rewrite v1_0, v2_0. unfold u3.
  pose proof (Q_pos 0). pose proof P_pos. pose proof R0_pos. unfold Rsqr.
  clear b Hr r. set (q := Q 0) in *. clearbody n d. field. repeat split; lra.
Qed.

Theorem X3_droppo_sd_N_C_asymptotic η : η < 12 * n / (α * r) ->
  exists ε0, 0 < ε0 /\ forall ε σ c, 0 < Rabs ε < ε0 -> 0 <= σ -> unbiased l (J ε) 1 c ->
    σ * η / Rabs ε ^ 3 <= standard_deviation l σ c.
Proof.
  intros Hη. apply (vector_sd_near l J v b good); auto using near_good, droppo_b_continuous, b_0_pos.
  - exact (X3_droppo_image c0 c1 c2 c3 c4).
  - exact v1_continuous.
  - change (coefficient 1 (v 0)) with (v1 c1 c2 c3 0). pose proof n_pos.
    assert (0 < 2 * n / α) by (apply Rdiv_lt_0_compat; lra).
    rewrite b_0, v1_0, Rabs_right by lra.
    replace (2 * n / α / (r / 6)) with (12 * n / (α * r)) by (field; repeat split; lra). exact Hη.
Qed.

Theorem X3_droppo_sd_D_C_asymptotic η : η < 12 * d / (α * r) ->
  exists ε0, 0 < ε0 /\ forall ε σ c, 0 < Rabs ε < ε0 -> 0 <= σ -> unbiased l (J ε) 2 c ->
    σ * η / Rabs ε ^ 3 <= standard_deviation l σ c.
Proof.
  intros Hη. apply (vector_sd_near l J v b good); auto using near_good, droppo_b_continuous, b_0_pos.
  - exact (X3_droppo_image c0 c1 c2 c3 c4).
  - apply derivable_continuous_at, v2_derivable.
  - change (coefficient 2 (v 0)) with (v2 c3 0). pose proof d_pos.
    assert (0 < 2 * d / α) by (apply Rdiv_lt_0_compat; lra).
    rewrite b_0, v2_0, Rabs_Ropp, Rabs_right by lra.
    replace (2 * d / α / (r / 6)) with (12 * d / (α * r)) by (field; repeat split; lra). exact Hη.
Qed.

Lemma droppo_limit_ratio : norm2 (v 0) / (b 0)² = 144 * (n² + d²) / (α² * r²).
Proof. rewrite droppo_norm2_0, b_0. unfold Rsqr; field; repeat split; lra. Qed.

(** λ_min/ε⁶ is at most α²‖residual‖²/(144(n² + d²)), nearly. *)
Theorem X3_droppo_lambda_min_asymptotic η : η < 144 * (n² + d²) / (α² * r²) ->
  exists ε0, 0 < ε0 /\ forall ε m, 0 < Rabs ε < ε0 -> 0 <= m -> rayleigh_lower l (J ε) m ->
    η * m <= ε ^ 6.
Proof.
  intros Hη. apply (vector_lambda_near l J v b good);
    auto using near_good, droppo_b_continuous, b_0_pos, droppo_norm2_continuous.
  - exact (droppo_image_bound_nonneg c0 c1 c2 c3 c4).
  - exact (X3_droppo_image c0 c1 c2 c3 c4).
  - now rewrite droppo_limit_ratio.
Qed.

(** κ ≥ η ε⁻⁶ ‖Ju‖²/|u|² for every u, hence κ ≥ η λ_max ε⁻⁶. *)
Theorem X3_droppo_kappa_asymptotic η : 0 <= η < 144 * (n² + d²) / (α² * r²) ->
  exists ε0, 0 < ε0 /\ forall ε u K, 0 < Rabs ε < ε0 -> length u = 6%nat ->
    0 < form l (J ε) u -> condition_bound l (J ε) K ->
    η * (form l (J ε) u / norm2 u) * / ε ^ 6 <= K.
Proof.
  intros Hη. apply (vector_kappa_near l J v b good);
    auto using near_good, droppo_b_continuous, b_0_pos, droppo_norm2_continuous.
  - exact (droppo_image_bound_nonneg c0 c1 c2 c3 c4).
  - exact (X3_droppo_image c0 c1 c2 c3 c4).
  - now rewrite droppo_limit_ratio.
Qed.
End Limits.
End Ray.
