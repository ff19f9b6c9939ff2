(** X3: the full Chinchilla Jacobian on one ray, κ(JᵀJ) ≥ C ε⁻⁶ and sd(A) ≥ 12σ/(|ε|³√Δ).

    Runs i have size N_i > 0 and data D_i = k N_i; x = ln N, e = N^−α, β = α − ε, q = k^−β.
    The five columns are ∂L/∂E, ∂L/∂A, ∂L/∂B, ∂L/∂α, ∂L/∂β of Laws.v.

    name                  ==  meaning
    jacobian              ==  the five columns at a run
    test_vector           ==  v(c₀, c₁, c₂, c₃), built so that the orders 1, ε, ε² of Jv cancel
    residual              ==  x³e − c₃x²e − c₂xe − c₁e − c₀; its least norm over c is √Δ
    X3_test_vector        ==  (Jv)_i = ε³/6 residual_i + e_i (terms of order ε⁴)
    X3_image              ==  ‖Jv‖ ≤ |ε|³ (‖residual‖/6 + |ε| ‖e‖ e^T (X⁴/12 + |c₃|X³/18)), T = |ε|X
    X3_lambda_min_upper   ==  λ_min ≤ ε⁶ e^2T Σx⁶e²/144, for every ε
    X3_kappa_lower        ==  κ ≥ 144 m / (e^2T Σx⁶e²) · ε⁻⁶, m the number of runs, every ε ≠ 0
    X3_lambda_min_sharp   ==  λ_min ≤ ε⁶ · a function of ε with limit q²‖residual‖²/(144(1 + q²))
    X3_sd_A, X3_sd_B      ==  sd of any linear unbiased estimator ≥ σ|ε|⁻³ · an explicit function of ε
    X3_lambda_min_limit   ==  … the limit of that function
    X3_sd_A_limit, …B     ==  … whose limit is 12/‖residual‖, and 12 k^α/‖residual‖         *)

From Coq Require Import Reals List Lra Psatz.
From Coquelicot Require Import Coquelicot.
From Offray Require Import Sums Gram Taylor Laws Jacobian.
Import ListNotations.
Open Scope R_scope.

(** The full Jacobian of Chinchilla at sizes N and data D. *)
Definition jacobian {Run : Type} (A B α β : R) (N D : Run -> R) : list (Run -> R) :=
  [fun i => chinchilla_j_E;
   fun i => chinchilla_j_A α (N i);
   fun i => chinchilla_j_B β (D i);
   fun i => chinchilla_j_alpha A α (N i);
   fun i => chinchilla_j_beta B β (D i)].

Section Ray.
Context {Run : Type} (l : list Run) (N : Run -> R) (A B α k X : R).
Hypotheses (HA : A <> 0) (HB : B <> 0) (Hk : 0 < k).
Hypothesis HN : forall i, In i l -> 0 < N i.
Hypothesis HX : forall i, In i l -> Rabs (ln (N i)) <= X.
Hypothesis HX0 : 0 <= X.

Let D (i : Run) : R := k * N i.
Let x (i : Run) : R := ln (N i).
Let e (i : Run) : R := Rpower (N i) (- α).
Let q (ε : R) : R := Rpower k (- (α - ε)).
Let J (ε : R) : list (Run -> R) := jacobian A B α (α - ε) N D.

Definition test_vector (c0 c1 c2 c3 ε : R) : list R :=
  [- (ε ^ 3 * c0 / 6);
   2 + ε * c3 / 3 - ε ^ 3 * c1 / 6;
   (- 2 - ε * c3 / 3 - ε * ln k) / q ε;
   - (ε + ε ^ 2 * c3 / 3 - ε ^ 3 * c2 / 6) / A;
   - ε / (B * q ε)].

Definition residual (c0 c1 c2 c3 : R) (i : Run) : R :=
  (x i ^ 3 - c3 * x i ^ 2 - c2 * x i - c1) * e i - c0.

Lemma q_pos ε : 0 < q ε.
Proof. apply Rpower_pos. Qed.

Lemma ray_power ε i : In i l -> Rpower (D i) (- (α - ε)) = q ε * e i * exp (ε * x i).
Proof.
  intros Hi. unfold D, q, e. rewrite Rpower_mult_base by auto.
  rewrite Rmult_assoc. f_equal. unfold Rpower, x. rewrite <- exp_plus. f_equal; ring.
Qed.

Lemma ray_ln i : In i l -> ln (D i) = ln k + x i.
Proof. intros Hi. unfold D, x. now rewrite ln_mult by auto. Qed.

Theorem X3_test_vector c0 c1 c2 c3 ε i : In i l ->
  comb (J ε) (test_vector c0 c1 c2 c3 ε) i
  = ε ^ 3 / 6 * residual c0 c1 c2 c3 i
    + e i * (((ε * x i - 2) * exp (ε * x i) + ε * x i + 2 - (ε * x i) ^ 3 / 6)
             - ε * c3 / 3 * (exp (ε * x i) - 1 - ε * x i - (ε * x i) ^ 2 / 2)).
Proof.
  intros Hi. unfold J, jacobian, test_vector, residual. simpl comb.
  unfold chinchilla_j_E, chinchilla_j_A, chinchilla_j_B, chinchilla_j_alpha, chinchilla_j_beta.
  rewrite ray_power, ray_ln by auto. fold (x i). fold (e i).
  pose proof (q_pos ε). field. repeat split; auto; lra.
Qed.

Lemma Rabs_T ε i : In i l -> Rabs (ε * x i) <= Rabs ε * X.
Proof. intros Hi. rewrite Rabs_mult. apply Rmult_le_compat_l; [apply Rabs_pos|now apply HX]. Qed.

Lemma T_nonneg ε : 0 <= Rabs ε * X.
Proof. apply Rmult_le_pos; auto. apply Rabs_pos. Qed.

Lemma e_pos i : 0 < e i.
Proof. apply Rpower_pos. Qed.

(** The size of the terms of order ε⁴. *)
Definition fourth_order (c3 ε : R) : R := exp (Rabs ε * X) * (X ^ 4 / 12 + Rabs c3 * X ^ 3 / 18).

Lemma fourth_order_bound c3 ε i : In i l ->
  Rabs (((ε * x i - 2) * exp (ε * x i) + ε * x i + 2 - (ε * x i) ^ 3 / 6)
         - ε * c3 / 3 * (exp (ε * x i) - 1 - ε * x i - (ε * x i) ^ 2 / 2))
  <= Rabs ε ^ 4 * fourth_order c3 ε.
Proof.
  intros Hi. pose proof (hermite_4 _ (T_nonneg ε) _ (Rabs_T ε i Hi)) as H4.
  pose proof (exp_remainder_3 _ (T_nonneg ε) _ (Rabs_T ε i Hi)) as H3.
  set (h := (ε * x i - 2) * exp (ε * x i) + ε * x i + 2 - (ε * x i) ^ 3 / 6) in *.
  set (r := exp (ε * x i) - 1 - ε * x i - (ε * x i) ^ 2 / 2) in *.
  set (E := exp (Rabs ε * X)) in *.
  assert (HE : 0 < E) by apply exp_pos.
  assert (Hx : Rabs (x i) <= X) by now apply HX.
  assert (Hx3 : Rabs (x i) ^ 3 <= X ^ 3) by (apply pow_incr; split; auto; apply Rabs_pos).
  assert (Hx4 : Rabs (x i) ^ 4 <= X ^ 4) by (apply pow_incr; split; auto; apply Rabs_pos).
  assert (He : 0 <= Rabs ε) by apply Rabs_pos.
  assert (Hc : 0 <= Rabs c3) by apply Rabs_pos.
  rewrite Rabs_mult, Rpow_mult_distr in H4, H3.
  apply Rle_trans with (Rabs h + Rabs ε * Rabs c3 / 3 * Rabs r).
  - unfold Rminus at 1. apply Rle_trans with (1 := Rabs_triang _ _).
    apply Rplus_le_compat_l. rewrite Rabs_Ropp, Rabs_mult. apply Req_le. f_equal.
    unfold Rdiv. rewrite !Rabs_mult. f_equal. apply Rabs_right. lra.
  - apply Rle_trans with (E * (Rabs ε ^ 4 * X ^ 4) / 12
                          + Rabs ε * Rabs c3 / 3 * (E * (Rabs ε ^ 3 * X ^ 3) / 6)).
    + apply Rplus_le_compat.
      * apply Rle_trans with (1 := H4). unfold Rdiv. apply Rmult_le_compat_r; [lra|].
        apply Rmult_le_compat_l; [lra|]. apply Rmult_le_compat_l; auto. now apply pow_le.
      * apply Rmult_le_compat_l; [unfold Rdiv; repeat apply Rmult_le_pos; lra|].
        apply Rle_trans with (1 := H3). unfold Rdiv. apply Rmult_le_compat_r; [lra|].
        apply Rmult_le_compat_l; [lra|]. apply Rmult_le_compat_l; auto. now apply pow_le.
    + apply Req_le. unfold fourth_order. fold E. field.
Qed.

(** ‖Jv‖ ≤ |ε|³ image_bound. *)
Definition image_bound (c0 c1 c2 c3 ε : R) : R :=
  norm l (residual c0 c1 c2 c3) / 6 + Rabs ε * (fourth_order c3 ε * norm l e).

Lemma norm_power ε f : norm l (fun i => ε ^ 3 / 6 * f i) = Rabs ε ^ 3 * (norm l f / 6).
Proof.
  rewrite norm_scal. unfold Rdiv. rewrite Rabs_mult, <- RPow_abs, (Rabs_right (/ 6)) by lra. ring.
Qed.

Theorem X3_image c0 c1 c2 c3 ε :
  norm l (comb (J ε) (test_vector c0 c1 c2 c3 ε)) <= Rabs ε ^ 3 * image_bound c0 c1 c2 c3 ε.
Proof.
  rewrite (norm_ext l _ _ (X3_test_vector c0 c1 c2 c3 ε)).
  apply Rle_trans with (1 := norm_triangle l _ _).
  unfold image_bound. rewrite Rmult_plus_distr_l. apply Rplus_le_compat.
  - rewrite norm_power. lra.
  - apply Rle_trans with (norm l (fun i => (Rabs ε ^ 4 * fourth_order c3 ε) * e i)).
    + apply norm_le. intros i Hi. rewrite Rabs_mult, (Rabs_right (e i)) by (left; apply e_pos).
      rewrite Rmult_comm. apply Rmult_le_compat_r; [left; apply e_pos|].
      now apply fourth_order_bound.
    + rewrite norm_scal, Rabs_right.
      * apply Req_le; ring.
      * apply Rle_ge, Rmult_le_pos; [apply pow_le, Rabs_pos|].
        unfold fourth_order. pose proof (pow_le X 3 HX0). pose proof (pow_le X 4 HX0).
        pose proof (Rabs_pos c3). pose proof (exp_pos (Rabs ε * X)).
        apply Rmult_le_pos; [lra|]. nra.
Qed.

(** With c = 0 no higher order is needed. *)
Lemma plain_image ε :
  form l (J ε) (test_vector 0 0 0 0 ε)
  <= exp (2 * (Rabs ε * X)) * ε ^ 6 / 36 * (Σ i ∈ l, x i ^ 6 * (e i)²).
Proof.
  unfold form. rewrite <- sum_scal. apply sum_le; intros i Hi.
  rewrite X3_test_vector by auto. unfold residual.
  replace (ε ^ 3 / 6 * ((x i ^ 3 - 0 * x i ^ 2 - 0 * x i - 0) * e i - 0)
    + e i * ((ε * x i - 2) * exp (ε * x i) + ε * x i + 2 - (ε * x i) ^ 3 / 6
             - ε * 0 / 3 * (exp (ε * x i) - 1 - ε * x i - (ε * x i) ^ 2 / 2)))
    with (e i * ((ε * x i - 2) * exp (ε * x i) + ε * x i + 2)) by field.
  pose proof (hermite_3 _ (T_nonneg ε) _ (Rabs_T ε i Hi)) as H.
  set (h := (ε * x i - 2) * exp (ε * x i) + ε * x i + 2) in *.
  replace (exp (2 * (Rabs ε * X))) with (exp (Rabs ε * X) * exp (Rabs ε * X))
    by (rewrite <- exp_plus; f_equal; ring).
  assert (H2 : h² <= (exp (Rabs ε * X) * Rabs (ε * x i) ^ 3 / 6)²).
  { rewrite (Rsqr_abs h). apply Rsqr_incr_1; auto; [apply Rabs_pos|].
    pose proof (Rabs_pos h). lra. }
  rewrite Rsqr_mult.
  replace (exp (Rabs ε * X) * exp (Rabs ε * X) * ε ^ 6 / 36 * (x i ^ 6 * (e i)²))
    with ((e i)² * (exp (Rabs ε * X) * Rabs (ε * x i) ^ 3 / 6)²).
  - apply Rmult_le_compat_l; auto. apply Rle_0_sqr.
  - replace ((exp (Rabs ε * X) * Rabs (ε * x i) ^ 3 / 6)²)
      with (exp (Rabs ε * X) * exp (Rabs ε * X) * ((Rabs (ε * x i))²) ^ 3 / 36)
      by (unfold Rsqr; field).
    rewrite <- Rsqr_abs. unfold Rsqr. field.
Qed.

Lemma plain_norm ε : 4 <= norm2 (test_vector 0 0 0 0 ε).
Proof.
  apply Rle_trans with (2 := coefficient_le (test_vector 0 0 0 0 ε) 1).
  unfold coefficient, test_vector, Rsqr; simpl nth. apply Req_le; field.
Qed.

Theorem X3_lambda_min_upper ε m : rayleigh_lower l (J ε) m ->
  0 <= m ->
  m <= ε ^ 6 * (exp (2 * (Rabs ε * X)) * (Σ i ∈ l, x i ^ 6 * (e i)²) / 144).
Proof.
  intros H Hm. specialize (H (test_vector 0 0 0 0 ε) eq_refl).
  pose proof (plain_image ε). pose proof (Rmult_le_compat_l _ _ _ Hm (plain_norm ε)). lra.
Qed.

Lemma sixth_moment_pos i : In i l -> N i <> 1 -> 0 < Σ i ∈ l, x i ^ 6 * (e i)².
Proof.
  intros Hi H1.
  assert (Hp : forall i, 0 <= x i ^ 6 * (e i)²).
  { intros j. replace (x j ^ 6) with ((x j ^ 3)²) by (unfold Rsqr; ring).
    apply Rmult_le_pos; apply Rle_0_sqr. }
  apply Rlt_le_trans with (x i ^ 6 * (e i)²).
  - assert (x i <> 0).
    { unfold x. intros H. apply H1. apply ln_inv; auto; [lra|]. now rewrite ln_1. }
    replace (x i ^ 6) with ((x i ^ 3)²) by (unfold Rsqr; ring).
    pose proof (e_pos i).
    apply Rmult_lt_0_compat; apply Rlt_0_sqr; [now apply pow_nonzero|lra].
  - apply (sum_ge_one l (fun i => x i ^ 6 * (e i)²)); auto.
Qed.

(** κ(JᵀJ) ≥ C ε⁻⁶ at every ε ≠ 0, for a design with one size other than 1. *)
Theorem X3_kappa_lower ε K i : ε <> 0 -> In i l -> N i <> 1 -> condition_bound l (J ε) K ->
  144 * count l / (exp (2 * (Rabs ε * X)) * (Σ i ∈ l, x i ^ 6 * (e i)²)) * / ε ^ 6 <= K.
Proof.
  intros He Hi H1 H.
  specialize (H [1; 0; 0; 0; 0] (test_vector 0 0 0 0 ε) eq_refl eq_refl).
  assert (F : form l (J ε) [1; 0; 0; 0; 0] = count l).
  { apply sum_ext; intros j _. simpl. unfold chinchilla_j_E, Rsqr. ring. }
  assert (N1 : norm2 [1; 0; 0; 0; 0] = 1) by (unfold norm2, Rsqr; simpl; ring).
  rewrite F, N1, Rmult_1_r in H.
  pose proof (sixth_moment_pos i Hi H1) as HS.
  set (S := Σ i ∈ l, x i ^ 6 * (e i)²) in *.
  pose proof (plain_image ε) as Hf. fold S in Hf. pose proof (plain_norm ε) as Hn.
  set (f := form l (J ε) (test_vector 0 0 0 0 ε)) in *.
  set (n := norm2 (test_vector 0 0 0 0 ε)) in *.
  assert (Hf0 : 0 <= f) by apply form_nonneg_cols.
  assert (He6 : 0 < ε ^ 6).
  { replace (ε ^ 6) with ((ε ^ 3)²) by (unfold Rsqr; ring). now apply Rlt_0_sqr, pow_nonzero. }
  set (E2 := exp (2 * (Rabs ε * X))) in *. assert (HE : 0 < E2) by apply exp_pos.
  assert (Hc : 0 < count l) by (apply count_pos; intros E; now rewrite E in Hi).
  assert (HK : 0 <= K).
  { apply Rnot_lt_le; intros HK. assert (0 < count l * n) by (apply Rmult_lt_0_compat; lra).
    assert (K * f <= 0 * f) by (apply Rmult_le_compat_r; lra). lra. }
  assert (H4 : 4 * count l <= K * (E2 * ε ^ 6 / 36 * S)).
  { apply Rle_trans with (count l * n); [rewrite Rmult_comm; apply Rmult_le_compat_l; lra|]. apply Rle_trans with (1 := H).
    now apply Rmult_le_compat_l. }
  assert (Hd : 0 < E2 * S * ε ^ 6 / 36).
  { apply Rdiv_lt_0_compat; [|lra]. apply Rmult_lt_0_compat; auto. now apply Rmult_lt_0_compat. }
  apply Rmult_le_reg_r with (E2 * S * ε ^ 6 / 36); auto.
  replace (144 * count l / (E2 * S) * / ε ^ 6 * (E2 * S * ε ^ 6 / 36)) with (4 * count l)
    by (field; repeat split; lra).
  apply Rle_trans with (1 := H4). apply Req_le; field.
Qed.

(** The same with the order ε⁴ made explicit, for any c. *)
Lemma image_bound_nonneg c0 c1 c2 c3 ε : 0 <= image_bound c0 c1 c2 c3 ε.
Proof.
  unfold image_bound, fourth_order. pose proof (norm_nonneg l (residual c0 c1 c2 c3)).
  pose proof (norm_nonneg l e). pose proof (Rabs_pos ε).
  pose proof (Rabs_pos c3) as H2. pose proof (pow_le X 3 HX0) as H3. pose proof (pow_le X 4 HX0). pose proof (exp_pos (Rabs ε * X)).
  assert (0 <= exp (Rabs ε * X) * (X ^ 4 / 12 + Rabs c3 * X ^ 3 / 18))
    by (apply Rmult_le_pos; [lra|]; pose proof (Rmult_le_pos _ _ H2 H3); lra).
  assert (0 <= Rabs ε * (exp (Rabs ε * X) * (X ^ 4 / 12 + Rabs c3 * X ^ 3 / 18) * norm l e))
    by (apply Rmult_le_pos; auto; now apply Rmult_le_pos).
  lra.
Qed.

Definition vA (c1 c3 ε : R) : R := 2 + ε * c3 / 3 - ε ^ 3 * c1 / 6.
Definition vB (c3 ε : R) : R := (- 2 - ε * c3 / 3 - ε * ln k) / q ε.

Theorem X3_lambda_min_sharp c0 c1 c2 c3 ε m : rayleigh_lower l (J ε) m -> 0 <= m ->
  m * ((vA c1 c3 ε)² + (vB c3 ε)²) <= ε ^ 6 * (image_bound c0 c1 c2 c3 ε)².
Proof.
  intros H Hm. specialize (H (test_vector c0 c1 c2 c3 ε) eq_refl).
  rewrite form_norm in H.
  pose proof (X3_image c0 c1 c2 c3 ε) as Hi.
  pose proof (image_bound_nonneg c0 c1 c2 c3 ε) as Hb.
  apply Rsqr_incr_1 in Hi;
    [|apply norm_nonneg|apply Rmult_le_pos; auto; apply pow_le, Rabs_pos].
  assert (E : (Rabs ε ^ 3 * image_bound c0 c1 c2 c3 ε)² = ε ^ 6 * (image_bound c0 c1 c2 c3 ε)²).
  { rewrite Rsqr_mult. f_equal. rewrite RPow_abs, <- Rsqr_abs. unfold Rsqr; ring. }
  rewrite E in Hi.
  apply Rle_trans with (2 := Hi). apply Rle_trans with (2 := H).
  apply Rmult_le_compat_l; auto.
  assert (En : norm2 (test_vector c0 c1 c2 c3 ε)
    = (- (ε ^ 3 * c0 / 6))² + ((vA c1 c3 ε)² + ((vB c3 ε)²
      + ((- (ε + ε ^ 2 * c3 / 3 - ε ^ 3 * c2 / 6) / A)² + ((- ε / (B * q ε))² + 0))))) by reflexivity.
  rewrite En.
  pose proof (Rle_0_sqr (- (ε ^ 3 * c0 / 6))).
  pose proof (Rle_0_sqr (- (ε + ε ^ 2 * c3 / 3 - ε ^ 3 * c2 / 6) / A)).
  pose proof (Rle_0_sqr (- ε / (B * q ε))). lra.
Qed.

(** sd(A) and sd(B) of any linear unbiased estimator c of the five parameters. *)
Theorem X3_sd_A c0 c1 c2 c3 ε σ c : 0 <= σ -> unbiased l (J ε) 1 c ->
  σ * Rabs (vA c1 c3 ε) <= standard_deviation l σ c * (Rabs ε ^ 3 * image_bound c0 c1 c2 c3 ε).
Proof.
  intros Hs H. pose proof (gauss_markov l _ 1 c (test_vector c0 c1 c2 c3 ε) H eq_refl) as G.
  change (coefficient 1 (test_vector c0 c1 c2 c3 ε)) with (vA c1 c3 ε) in G.
  unfold standard_deviation. rewrite Rmult_assoc. apply Rmult_le_compat_l; auto.
  apply Rle_trans with (1 := G). apply Rmult_le_compat_l; [apply norm_nonneg|apply X3_image].
Qed.

Theorem X3_sd_B c0 c1 c2 c3 ε σ c : 0 <= σ -> unbiased l (J ε) 2 c ->
  σ * Rabs (vB c3 ε) <= standard_deviation l σ c * (Rabs ε ^ 3 * image_bound c0 c1 c2 c3 ε).
Proof.
  intros Hs H. pose proof (gauss_markov l _ 2 c (test_vector c0 c1 c2 c3 ε) H eq_refl) as G.
  change (coefficient 2 (test_vector c0 c1 c2 c3 ε)) with (vB c3 ε) in G.
  unfold standard_deviation. rewrite Rmult_assoc. apply Rmult_le_compat_l; auto.
  apply Rle_trans with (1 := G). apply Rmult_le_compat_l; [apply norm_nonneg|apply X3_image].
Qed.

(** The limits of the three explicit functions of ε. *)
Section Limits.
Variables c0 c1 c2 c3 : R.
Hypothesis Hres : 0 < norm l (residual c0 c1 c2 c3).

Lemma image_bound_continuous : continuity_pt (image_bound c0 c1 c2 c3) 0.
Proof. unfold image_bound, fourth_order. set (r := norm l _). set (n := norm l e). reg. Qed.

Lemma image_bound_0 : image_bound c0 c1 c2 c3 0 = norm l (residual c0 c1 c2 c3) / 6.
Proof. unfold image_bound. rewrite Rabs_R0. ring. Qed.

Lemma vA_continuous : continuity_pt (vA c1 c3) 0.
Proof. unfold vA. reg. Qed.

Lemma q_continuous : continuity_pt q 0.
Proof. unfold q, Rpower. reg. Qed.

Lemma vB_continuous : continuity_pt (vB c3) 0.
Proof.
  unfold vB. apply continuity_pt_div; [reg|apply q_continuous|].
  pose proof (q_pos 0). lra.
Qed.

Lemma q_0 : q 0 = Rpower k (- α).
Proof. unfold q. f_equal. ring. Qed.

Theorem X3_sd_A_limit :
  is_lim (fun ε => Rabs (vA c1 c3 ε) / image_bound c0 c1 c2 c3 ε) 0
         (12 / norm l (residual c0 c1 c2 c3)).
Proof.
  apply limit_at_0.
  - apply continuity_pt_div.
    + apply (continuity_pt_comp (vA c1 c3) Rabs); [apply vA_continuous|apply Rcontinuity_abs].
    + apply image_bound_continuous.
    + rewrite image_bound_0; lra.
  - rewrite image_bound_0. unfold vA.
    replace (2 + 0 * c3 / 3 - 0 ^ 3 * c1 / 6) with 2 by field.
    rewrite Rabs_right by lra. field. lra.
Qed.

Theorem X3_sd_B_limit :
  is_lim (fun ε => Rabs (vB c3 ε) / image_bound c0 c1 c2 c3 ε) 0
         (12 * Rpower k α / norm l (residual c0 c1 c2 c3)).
Proof.
  apply limit_at_0.
  - apply continuity_pt_div.
    + apply (continuity_pt_comp (vB c3) Rabs); [apply vB_continuous|apply Rcontinuity_abs].
    + apply image_bound_continuous.
    + rewrite image_bound_0; lra.
  - rewrite image_bound_0. unfold vB. rewrite q_0, Rpower_Ropp.
    pose proof (Rpower_pos k α).
    replace ((-2 - 0 * c3 / 3 - 0 * ln k) / / Rpower k α) with (- (2 * Rpower k α)) by (field; lra).
    rewrite Rabs_Ropp, Rabs_right by lra. field. lra.
Qed.

Theorem X3_lambda_min_limit :
  is_lim (fun ε => (image_bound c0 c1 c2 c3 ε)² / ((vA c1 c3 ε)² + (vB c3 ε)²)) 0
         ((Rpower k (- α))² * (norm l (residual c0 c1 c2 c3))² / (144 * (1 + (Rpower k (- α))²))).
Proof.
  pose proof (Rpower_pos k (- α)) as Hq.
  assert (E : (vA c1 c3 0)² + (vB c3 0)² = 4 * (1 + (Rpower k (- α))²) / (Rpower k (- α))²).
  { unfold vA, vB. rewrite q_0. unfold Rsqr. field. lra. }
  assert (0 < (Rpower k (- α))²) by (apply Rlt_0_sqr; lra).
  apply limit_at_0.
  - apply continuity_pt_div.
    + apply (continuity_pt_comp (image_bound c0 c1 c2 c3) Rsqr);
        [apply image_bound_continuous|unfold Rsqr; reg].
    + apply continuity_pt_plus.
      * apply (continuity_pt_comp (vA c1 c3) Rsqr); [apply vA_continuous|unfold Rsqr; reg].
      * apply (continuity_pt_comp (vB c3) Rsqr); [apply vB_continuous|unfold Rsqr; reg].
    + rewrite E. apply Rgt_not_eq. apply Rdiv_lt_0_compat; lra.
  - rewrite E, image_bound_0. unfold Rsqr in *. field. split; lra.
Qed.
End Limits.

End Ray.
