(** X3 for Kaplan's law: all four columns on one ray, κ(JᵀJ) ≥ C ε⁻⁶ and
    sd(N_c) ≥ 12σψ(1 − o(1))/(α_D |ε|³√Δ).

    The ray is D = kN, the gap ε = α_N/α_D − 1 ≠ −1; a = α_D, x = ln N, t = εx, d = D_c/k,
    P = N_c^(1+ε), ψ = P + d (at ε = 0 the ψ of D2), S the bracket of the law.

    Length: one test vector: its image, what it bounds, and the limits of those bounds.

    name                      ==  meaning
    weight                    ==  S^(a−1)/N; at ε = 0 it is L/ψ (X3_kaplan_weight)
    kaplan_vector             ==  v(c₀, c₁, c₂), built so that the orders 1, ε, ε² of Jv cancel
    kaplan_residual           ==  weight (x³ − c₂x² − c₁x − c₀); its least norm at ε = 0 is √Δ/ψ,
                                  Δ the squared distance of x³L from the span of {L, xL, x²L}
    X3_kaplan_test_vector     ==  (Jv)_i = −ε³ d/6 residual_i + weight_i (terms of order ε⁴)
    X3_kaplan_image           ==  ‖Jv‖ ≤ |ε|³ b(ε), b = d ‖residual‖/6 + |ε| …, for every ε ≠ −1
    X3_kaplan_lambda_min      ==  λ_min |v|² ≤ ε⁶ b²
    X3_kaplan_kappa_lower     ==  κ ε⁶ b² |u|² ≥ ‖Ju‖² |v|² for every u: κ ≥ λ_max |v|²/b² ε⁻⁶
    X3_kaplan_sd_N_c, _D_c    ==  sd of any linear unbiased estimator ≥ σ |v_j|/(|ε|³ b)
    X3_kaplan_lambda_min_asymptotic == near zero gap λ_min ≤ ε⁶/η, the same η
    X3_kaplan_kappa_asymptotic ==  near zero gap κ ≥ η λ_max ε⁻⁶, any η < 144(1 + k²)/(a² ‖residual‖²)
    X3_kaplan_sd_N_c_asymptotic ==  sd(N_c) ≥ η σ/|ε|³, any η < 12/(a ‖residual‖)
    X3_kaplan_sd_D_c_asymptotic ==  sd(D_c) ≥ η σ/|ε|³, any η < 12 k/(a ‖residual‖)            *)

From Coq Require Import Reals List Lra Psatz.
From Coquelicot Require Import Coquelicot.
From Offray Require Import Sums Gram Taylor Remainders Laws Jacobian FullModel Estimate Reduced TestVector.
Import ListNotations.
Open Scope R_scope.

Section Ray.
Context {Run : Type} (l : list Run) (N : Run -> R) (N_c D_c a k X : R).
Hypotheses (HNc : 0 < N_c) (HDc : 0 < D_c) (Ha : 0 < a) (Hk : 0 < k).
Hypothesis HN : forall i, In i l -> 0 < N i.
Hypothesis HX : forall i, In i l -> Rabs (ln (N i)) <= X.
Hypothesis HX0 : 0 <= X.

Let x (i : Run) : R := ln (N i).
Let d : R := D_c / k.
Let P (ε : R) : R := Rpower N_c (1 + ε).
Let ψ (ε : R) : R := P ε + d.
Let J (ε : R) : list (Run -> R) :=
  kaplan_jacobian N_c D_c (a * (1 + ε)) a N (fun i => k * N i).

Definition weight (ε : R) (i : Run) : R :=
  Rpower (kaplan_S N_c D_c (a * (1 + ε)) a (N i) (k * N i)) (a - 1) / N i.

Lemma d_pos : 0 < d.
Proof. now apply Rdiv_lt_0_compat. Qed.

Lemma P_pos ε : 0 < P ε.
Proof. apply Rpower_pos. Qed.

Lemma ψ_pos ε : 0 < ψ ε.
Proof. unfold ψ. pose proof (P_pos ε). pose proof d_pos. lra. Qed.

Lemma weight_pos ε i : In i l -> 0 < weight ε i.
Proof. intros Hi. apply Rdiv_lt_0_compat; [apply Rpower_pos|now apply HN]. Qed.

Lemma ratio_range ε : 0 < P ε / ψ ε < 1.
Proof.
  pose proof (P_pos ε). pose proof (ψ_pos ε). split; [now apply Rdiv_lt_0_compat|].
  apply Rmult_lt_reg_r with (ψ ε); auto. unfold Rdiv. rewrite Rmult_assoc, Rinv_l by lra.
  unfold ψ. pose proof d_pos. lra.
Qed.

(** The three powers on the ray. *)
Lemma kaplan_power ε i : In i l ->
  Rpower (N_c / N i) (a * (1 + ε) / a) = P ε * exp (- (ε * x i)) / N i.
Proof.
  intros Hi. pose proof (HN i Hi). replace (a * (1 + ε) / a) with (1 + ε) by (field; lra).
  rewrite Rpower_div by auto. unfold Rdiv. rewrite Rmult_assoc. f_equal.
  replace (- (1 + ε)) with (- (1) + - ε) by ring.
  rewrite Rpower_plus, (Rpower_Ropp _ 1), Rpower_1 by auto.
  rewrite Rmult_comm. f_equal. unfold Rpower, x. f_equal. ring.
Qed.

Lemma kaplan_bracket ε i : In i l ->
  kaplan_S N_c D_c (a * (1 + ε)) a (N i) (k * N i) = (P ε * exp (- (ε * x i)) + d) / N i.
Proof.
  intros Hi. unfold kaplan_S. rewrite kaplan_power by auto. unfold d. pose proof (HN i Hi).
  field. lra.
Qed.

(** ln S = ln ψ + ln(1 + y) − x, y = −(P/ψ)(1 − e^−t). *)
Lemma kaplan_log ε i : In i l ->
  ln (kaplan_S N_c D_c (a * (1 + ε)) a (N i) (k * N i))
  = ln (ψ ε) + ln (1 + - (P ε / ψ ε) * (1 - exp (- (ε * x i)))) - x i.
Proof.
  intros Hi. rewrite kaplan_bracket by auto. pose proof (HN i Hi) as Hi'. pose proof (ψ_pos ε) as Hψ.
  pose proof (P_pos ε). pose proof d_pos. pose proof (exp_pos (- (ε * x i))).
  assert (0 < P ε * exp (- (ε * x i))) by (now apply Rmult_lt_0_compat).
  assert (E : ln (P ε * exp (- (ε * x i)) + d)
              = ln (ψ ε) + ln (1 + - (P ε / ψ ε) * (1 - exp (- (ε * x i))))).
  { replace (P ε * exp (- (ε * x i)) + d)
      with (ψ ε * (1 + - (P ε / ψ ε) * (1 - exp (- (ε * x i))))) by (unfold ψ in *; field; lra).
    apply ln_mult; auto. apply bracket_pos, ratio_range. }
  unfold Rdiv at 1. rewrite ln_mult, ln_Rinv, E by (auto; try lra; now apply Rinv_0_lt_compat).
  fold (x i). ring.
Qed.

Section Vector.
Variables c0 c1 c2 : R.

Definition w3 (ε : R) : R := ε * d / P ε + ε ^ 2 * d / ψ ε + ε ^ 2 * c2 * d / (3 * P ε).
Definition w1 (ε : R) : R :=
  N_c / (a * (1 + ε) * P ε)
  * (- 2 * d - d * ε * c2 / 3 - d * ε ^ 2 * c1 / 6 - w3 ε * ln N_c * P ε
     - ε * ((ln (ψ ε) + 1) * P ε - (P ε) ^ 2 / ψ ε) + ε * (1 + ε) * ln N_c * P ε).
Definition w2 (ε : R) : R :=
  k / a * (2 * d + d * ε * c2 / 3 + d * ε ^ 2 * c1 / 6 + d * ε ^ 3 * c0 / 6
           - ε * (ψ ε * ln (ψ ε) - (ln (ψ ε) + 1) * P ε + (P ε) ^ 2 / ψ ε)).
Definition kaplan_vector (ε : R) : list R := [w1 ε; w2 ε; w3 ε; ε].

Definition kaplan_residual (ε : R) (i : Run) : R :=
  weight ε i * (x i ^ 3 - c2 * x i ^ 2 - c1 * x i - c0).

(** What is left beyond −ε³ d/6 (x³ − c₂x² − c₁x − c₀), in units of the weight. *)
Definition beyond (ε t : R) : R :=
  - d * ((t + 2) * exp (- t) + t - 2 - t ^ 3 / 6)
  + d * ε * c2 / 3 * (1 - (1 + t) * exp (- t) - t ^ 2 / 2)
  + d * ε ^ 2 * c1 / 6 * (1 - exp (- t) - t)
  + ε * ((P ε) ^ 2 / (2 * ψ ε) * quadratic_remainder t - ψ ε * log_remainder (P ε / ψ ε) t).

Theorem X3_kaplan_test_vector ε i : 1 + ε <> 0 -> In i l ->
  comb (J ε) (kaplan_vector ε) i
  = - (d * ε ^ 3 / 6) * kaplan_residual ε i + weight ε i * beyond ε (ε * x i).
Proof.
  intros He Hi. pose proof (HN i Hi) as Hi'. pose proof (P_pos ε). pose proof (ψ_pos ε).
  assert (HD : 0 < k * N i) by (now apply Rmult_lt_0_compat).
  unfold J, kaplan_jacobian, kaplan_vector, comb.
  unfold kaplan_j_N_c, kaplan_j_D_c, kaplan_j_alpha_N, kaplan_j_alpha_D, kaplan_W.
  rewrite (kaplan_power_step N_c D_c (a * (1 + ε)) a (N i) (k * N i)) by auto.
  rewrite kaplan_log, kaplan_power by auto. unfold kaplan_residual, weight, beyond.
  set (U := Rpower (kaplan_S _ _ _ _ _ _) (a - 1)). rewrite (kaplan_bracket ε i) by auto.
  assert (Hln : ln (N_c / N i) = ln N_c - x i)
    by (unfold Rdiv; rewrite ln_mult, ln_Rinv by (auto; now apply Rinv_0_lt_compat); reflexivity).
  rewrite Hln. unfold quadratic_remainder, log_remainder, w1, w2, w3. cbv zeta.
  set (λ := ln (1 + - (P ε / ψ ε) * (1 - exp (- (ε * x i))))).
  set (s := exp (- (ε * x i))). set (z := x i) in *. set (n := N i) in *.
  set (lψ := ln (ψ ε)). set (lp := ln N_c).
  replace (ψ ε) with (P ε + d) in * by reflexivity. set (p := P ε) in *.
  clearbody λ s U z n lψ lp p. pose proof d_pos.
  replace (d * 1) with d by ring. unfold Rsqr.
  assert (Hd : d * k = D_c) by (unfold d; field; lra). clearbody d. subst D_c.
  field. repeat split; lra.
Qed.

(** The size of what is beyond. *)
Definition kaplan_fourth (ε : R) : R :=
  let e := exp (Rabs ε * X) in
  d * e * X ^ 4 / 12 + d * Rabs c2 * e * X ^ 3 / 9 + d * Rabs c1 * e * X ^ 2 / 12
  + ψ ε * e ^ 4 * X ^ 3 / 3.

Lemma sum_bound a1 a2 a3 a4 b1 b2 b3 b4 :
  Rabs a1 <= b1 -> Rabs a2 <= b2 -> Rabs a3 <= b3 -> Rabs a4 <= b4 ->
  Rabs (a1 + a2 + a3 + a4) <= b1 + b2 + b3 + b4.
Proof.
  intros. pose proof (Rabs_triang (a1 + a2 + a3) a4). pose proof (Rabs_triang (a1 + a2) a3).
  pose proof (Rabs_triang a1 a2). lra.
Qed.

(** |c f| ≤ |c| b |t|^n with t = εx, |x| ≤ X. *)
Lemma scaled_bound c f b ε i n : In i l -> 0 <= b -> Rabs f <= b * Rabs (ε * x i) ^ n ->
  Rabs (c * f) <= Rabs c * (b * (Rabs ε ^ n * X ^ n)).
Proof.
  intros Hi Hb Hf. rewrite Rabs_mult. apply Rmult_le_compat_l; [apply Rabs_pos|].
  apply Rle_trans with (1 := Hf). apply Rmult_le_compat_l; auto.
  rewrite Rabs_mult, Rpow_mult_distr. apply Rmult_le_compat_l; [apply pow_le, Rabs_pos|].
  apply pow_incr. split; [apply Rabs_pos|now apply HX].
Qed.

Lemma beyond_bound ε i : In i l -> Rabs (beyond ε (ε * x i)) <= Rabs ε ^ 4 * kaplan_fourth ε.
Proof.
  intros Hi. set (T := Rabs ε * X).
  assert (HT : 0 <= T) by (apply Rmult_le_pos; auto; apply Rabs_pos).
  assert (Ht : Rabs (ε * x i) <= T)
    by (unfold T; rewrite Rabs_mult; apply Rmult_le_compat_l; [apply Rabs_pos|now apply HX]).
  pose proof d_pos as Hd. pose proof (ψ_pos ε) as Hψ. pose proof (P_pos ε) as HP.
  pose proof (ratio_range ε) as Hρ. pose proof (exp_T_ge_1 T HT) as HE.
  set (e := exp T) in *.
  set (t := ε * x i) in *.
  pose proof (hermite_4 T HT (- t) (opposite T t Ht)) as B1. rewrite Rabs_Ropp in B1.
  pose proof (moment_remainder T HT t Ht) as B2.
  pose proof (exp_remainder_2 T HT (- t) (opposite T t Ht)) as B3. rewrite Rabs_Ropp in B3.
  pose proof (quadratic_remainder_bound T HT t Ht) as B4.
  pose proof (log_remainder_bound T HT (P ε / ψ ε) Hρ t Ht) as B5.
  fold e in B1, B2, B3, B4, B5.
  assert (E2 : e ^ 2 <= e ^ 4) by (apply Rle_pow; [lra|lia]).
  assert (E20 : 0 <= e ^ 2) by (apply pow_le; lra).
  assert (A1 : Rabs (d * (- ((t + 2) * exp (- t) + t - 2 - t ^ 3 / 6)))
               <= Rabs d * (e / 12 * (Rabs ε ^ 4 * X ^ 4))).
  { apply (scaled_bound d _ (e / 12) ε i 4 Hi); [lra|]. fold t.
    replace (- ((t + 2) * exp (- t) + t - 2 - t ^ 3 / 6))
      with ((- t - 2) * exp (- t) + - t + 2 - (- t) ^ 3 / 6) by field. lra. }
  assert (A2 : Rabs (d * ε * c2 / 3 * (1 - (1 + t) * exp (- t) - t ^ 2 / 2))
               <= Rabs (d * ε * c2 / 3) * (e / 3 * (Rabs ε ^ 3 * X ^ 3))).
  { apply (scaled_bound _ _ (e / 3) ε i 3 Hi); [lra|]. fold t. lra. }
  assert (A3 : Rabs (d * ε ^ 2 * c1 / 6 * (1 - exp (- t) - t))
               <= Rabs (d * ε ^ 2 * c1 / 6) * (e / 2 * (Rabs ε ^ 2 * X ^ 2))).
  { apply (scaled_bound _ _ (e / 2) ε i 2 Hi); [lra|]. fold t.
    replace (1 - exp (- t) - t) with (- (exp (- t) - 1 - - t)) by ring. rewrite Rabs_Ropp. lra. }
  assert (A4 : Rabs (ε * ((P ε) ^ 2 / (2 * ψ ε) * quadratic_remainder t
                          - ψ ε * log_remainder (P ε / ψ ε) t))
               <= Rabs ε * (ψ ε * e ^ 4 / 3 * (Rabs ε ^ 3 * X ^ 3))).
  { assert (Hc : 0 <= ψ ε * e ^ 4) by (apply Rmult_le_pos; lra).
    apply (scaled_bound _ _ (ψ ε * e ^ 4 / 3) ε i 3 Hi); [lra|]. fold t.
    set (Q := quadratic_remainder t) in *. set (G := log_remainder (P ε / ψ ε) t) in *.
    assert (Hq : 0 <= (P ε) ^ 2 / (2 * ψ ε) <= ψ ε / 2).
    { replace ((P ε) ^ 2 / (2 * ψ ε)) with ((P ε / ψ ε) * (P ε / ψ ε) * (ψ ε / 2)) by (field; lra).
      clearbody G. clear B5. set (ρ := P ε / ψ ε) in *. clearbody ρ.
      assert (0 <= ρ * ρ <= 1) by nra. split; [apply Rmult_le_pos; lra|].
      rewrite <- (Rmult_1_l (ψ ε / 2)) at 2. apply Rmult_le_compat_r; lra. }
    pose proof (pow_le _ 3 (Rabs_pos t)) as T3. set (t3 := Rabs t ^ 3) in *.
    apply Rle_trans with ((P ε) ^ 2 / (2 * ψ ε) * Rabs Q + ψ ε * Rabs G).
    - unfold Rminus. apply Rle_trans with (1 := Rabs_triang _ _).
      rewrite Rabs_Ropp, !Rabs_mult, (Rabs_right (ψ ε)), (Rabs_right (_ / _)) by lra. lra.
    - apply Rle_trans with (ψ ε / 2 * (e ^ 4 * t3 / 3) + ψ ε * (e ^ 4 * t3 / 6)); [|lra].
      apply Rplus_le_compat; (apply Rmult_le_compat; try apply Rabs_pos; try lra).
      apply Rle_trans with (1 := B4). unfold Rdiv. apply Rmult_le_compat_r; [lra|].
      now apply Rmult_le_compat_r. }
  unfold beyond. replace (- d * ((t + 2) * exp (- t) + t - 2 - t ^ 3 / 6))
    with (d * (- ((t + 2) * exp (- t) + t - 2 - t ^ 3 / 6))) by ring.
  apply Rle_trans with (1 := sum_bound _ _ _ _ _ _ _ _ A1 A2 A3 A4). apply Req_le.
  unfold kaplan_fourth. cbv zeta. fold T. fold e. unfold Rdiv.
  rewrite !Rabs_mult, <- RPow_abs, (Rabs_right d), (Rabs_right (/ 3)), (Rabs_right (/ 6)) by lra.
  field.
Qed.

Lemma kaplan_fourth_nonneg ε : 0 <= kaplan_fourth ε.
Proof.
  unfold kaplan_fourth. cbv zeta. pose proof d_pos. pose proof (ψ_pos ε). pose proof (Rabs_pos c1).
  pose proof (Rabs_pos c2). set (e := exp (Rabs ε * X)). assert (0 < e) by apply exp_pos.
  pose proof (pow_le X 2 HX0). pose proof (pow_le X 3 HX0). pose proof (pow_le X 4 HX0).
  assert (0 < e ^ 4) by (now apply pow_lt).
  set (d' := d) in *. set (ψ' := ψ ε) in *. clearbody d' ψ'.
  set (x2 := X ^ 2) in *. set (x3 := X ^ 3) in *. set (x4 := X ^ 4) in *. set (e4 := e ^ 4) in *.
  assert (0 <= d' * e * x4) by (repeat apply Rmult_le_pos; lra).
  assert (0 <= d' * Rabs c2 * e * x3) by (repeat apply Rmult_le_pos; lra).
  assert (0 <= d' * Rabs c1 * e * x2) by (repeat apply Rmult_le_pos; lra).
  assert (0 <= ψ' * e4 * x3) by (repeat apply Rmult_le_pos; lra). lra.
Qed.

Definition kaplan_image_bound (ε : R) : R :=
  d * norm l (kaplan_residual ε) / 6 + Rabs ε * (kaplan_fourth ε * norm l (weight ε)).

Lemma kaplan_image_bound_nonneg ε : 0 <= kaplan_image_bound ε.
Proof.
  unfold kaplan_image_bound. pose proof d_pos. pose proof (norm_nonneg l (kaplan_residual ε)).
  pose proof (norm_nonneg l (weight ε)). pose proof (kaplan_fourth_nonneg ε).
  pose proof (Rabs_pos ε).
  assert (0 <= d * norm l (kaplan_residual ε)) by (apply Rmult_le_pos; lra).
  assert (0 <= Rabs ε * (kaplan_fourth ε * norm l (weight ε)))
    by (repeat apply Rmult_le_pos; lra). lra.
Qed.

Theorem X3_kaplan_image ε : 1 + ε <> 0 ->
  norm l (comb (J ε) (kaplan_vector ε)) <= Rabs ε ^ 3 * kaplan_image_bound ε.
Proof.
  intros He. rewrite (norm_ext l _ _ (fun i Hi => X3_kaplan_test_vector ε i He Hi)).
  apply Rle_trans with (1 := norm_triangle l _ _).
  unfold kaplan_image_bound. rewrite Rmult_plus_distr_l. apply Rplus_le_compat.
  - rewrite norm_scal. unfold Rdiv.
    rewrite Rabs_Ropp, !Rabs_mult, <- RPow_abs, (Rabs_right d), (Rabs_right (/ 6))
      by (try lra; apply Rle_ge; left; apply d_pos).
    apply Req_le; ring.
  - apply Rle_trans with (norm l (fun i => (Rabs ε ^ 4 * kaplan_fourth ε) * weight ε i)).
    + apply norm_le. intros i Hi. pose proof (weight_pos ε i Hi).
      rewrite Rabs_mult, (Rabs_right (weight ε i)), Rmult_comm by lra.
      apply Rmult_le_compat_r; [lra|]. now apply beyond_bound.
    + rewrite norm_scal, Rabs_right.
      * apply Req_le; ring.
      * apply Rle_ge, Rmult_le_pos; [apply pow_le, Rabs_pos|apply kaplan_fourth_nonneg].
Qed.

Let good (ε : R) : Prop := 1 + ε <> 0.
Let b := kaplan_image_bound.

Theorem X3_kaplan_lambda_min ε m : 1 + ε <> 0 -> rayleigh_lower l (J ε) m ->
  m * norm2 (kaplan_vector ε) <= ε ^ 6 * (b ε)².
Proof.
  apply (vector_lambda_min l J kaplan_vector b good); auto using kaplan_image_bound_nonneg.
  exact X3_kaplan_image.
Qed.

Theorem X3_kaplan_kappa_lower ε K u : 1 + ε <> 0 -> ε <> 0 -> length u = 4%nat ->
  0 < form l (J ε) u -> condition_bound l (J ε) K ->
  form l (J ε) u * norm2 (kaplan_vector ε) <= K * (ε ^ 6 * (b ε)²) * norm2 u.
Proof.
  intros He H0. apply (vector_kappa l J kaplan_vector b good); auto using kaplan_image_bound_nonneg.
  - exact X3_kaplan_image.
  - apply Rlt_le_trans with (2 := coefficient_le (kaplan_vector ε) 3). now apply Rlt_0_sqr.
Qed.

Theorem X3_kaplan_sd_N_c ε σ c : 1 + ε <> 0 -> 0 <= σ -> unbiased l (J ε) 0 c ->
  σ * Rabs (w1 ε) <= standard_deviation l σ c * (Rabs ε ^ 3 * b ε).
Proof. apply (vector_sd l J kaplan_vector b good); auto. exact X3_kaplan_image. Qed.

Theorem X3_kaplan_sd_D_c ε σ c : 1 + ε <> 0 -> 0 <= σ -> unbiased l (J ε) 1 c ->
  σ * Rabs (w2 ε) <= standard_deviation l σ c * (Rabs ε ^ 3 * b ε).
Proof. apply (vector_sd l J kaplan_vector b good); auto. exact X3_kaplan_image. Qed.
End Vector.

(** At zero gap. *)
Lemma P_0 : P 0 = N_c.
Proof. unfold P. rewrite Rplus_0_r. now apply Rpower_1. Qed.

Theorem X3_kaplan_weight i : In i l -> weight 0 i = kaplan_reduced (N_c + D_c / k) a (N i) / (N_c + D_c / k).
Proof.
  intros Hi. pose proof (HN i Hi) as Hi'. pose proof d_pos. fold d.
  assert (H1 : 0 < (N_c + d) / N i) by (apply Rdiv_lt_0_compat; lra).
  assert (E : kaplan_S N_c D_c (a * (1 + 0)) a (N i) (k * N i) = (N_c + d) / N i).
  { rewrite kaplan_bracket, P_0, Rmult_0_l, Ropp_0, exp_0 by auto. unfold Rdiv. ring. }
  unfold weight, kaplan_reduced. rewrite E.
  replace a with (1 + (a - 1)) at 2 by ring. rewrite Rpower_plus, Rpower_1 by auto.
  field. split; lra.
Qed.

Lemma weight_continuous i : In i l -> continuity_pt (fun ε => weight ε i) 0.
Proof.
  intros Hi. pose proof (HN i Hi). pose proof d_pos.
  apply (continuity_pt_ext (fun ε => exp ((a - 1) *
    ln ((exp ((1 + ε) * ln N_c) * exp (- (ε * x i)) + d) * / N i)) * / N i)).
  - intros ε. unfold weight. rewrite kaplan_bracket by auto. reflexivity.
  - apply derivable_continuous_at. auto_derive.
    apply Rmult_lt_0_compat; [|now apply Rinv_0_lt_compat].
    pose proof (Rmult_lt_0_compat _ _ (exp_pos ((1 + 0) * ln N_c)) (exp_pos (- (0 * x i)))). lra.
Qed.

Lemma residual_continuous c0 c1 c2 i : In i l ->
  continuity_pt (fun ε => kaplan_residual c0 c1 c2 ε i) 0.
Proof.
  intros Hi. unfold kaplan_residual.
  apply (continuity_pt_mult (fun ε => weight ε i)
    (fun _ => x i ^ 3 - c2 * x i ^ 2 - c1 * x i - c0)); [now apply weight_continuous|].
  apply continuity_pt_const. now intros ? ?.
Qed.

Section Limits.
Variables c0 c1 c2 : R.
Let r := norm l (kaplan_residual c0 c1 c2 0).
Hypothesis Hr : 0 < r.
Let bound := kaplan_image_bound c0 c1 c2.

Lemma P_derivable y : ex_derive P y.
Proof. unfold P, Rpower. auto_derive. auto. Qed.

Lemma ψ_derivable y : ex_derive ψ y.
Proof. unfold ψ. pose proof (P_derivable y). auto_derive. auto. Qed.

Lemma bound_continuous : continuity_pt bound 0.
Proof.
  unfold bound, kaplan_image_bound.
  apply (continuity_pt_plus (fun ε => d * norm l (kaplan_residual c0 c1 c2 ε) / 6)
    (fun ε => Rabs ε * (kaplan_fourth c1 c2 ε * norm l (weight ε)))).
  - apply (continuity_pt_mult (fun ε => d * norm l (kaplan_residual c0 c1 c2 ε)) (fun _ => / 6)).
    + apply (continuity_pt_mult (fun _ => d) (fun ε => norm l (kaplan_residual c0 c1 c2 ε))).
      * apply continuity_pt_const. now intros ? ?.
      * apply norm_continuous. intros i Hi. now apply residual_continuous.
    + apply continuity_pt_const. now intros ? ?.
  - apply (continuity_pt_mult Rabs (fun ε => kaplan_fourth c1 c2 ε * norm l (weight ε)));
      [apply Rcontinuity_abs|].
    apply (continuity_pt_mult (kaplan_fourth c1 c2) (fun ε => norm l (weight ε))).
    + unfold kaplan_fourth. cbv zeta.
      assert (Cψ : continuity_pt ψ 0) by apply derivable_continuous_at, ψ_derivable.
      set (C1 := Rabs c1). set (C2 := Rabs c2). clearbody C1 C2.
      apply (continuity_pt_plus
        (fun ε => d * exp (Rabs ε * X) * X ^ 4 / 12 + d * C2 * exp (Rabs ε * X) * X ^ 3 / 9
                  + d * C1 * exp (Rabs ε * X) * X ^ 2 / 12)
        (fun ε => ψ ε * exp (Rabs ε * X) ^ 4 * X ^ 3 / 3)); [clear Cψ; reg|].
      apply (continuity_pt_mult (fun ε => ψ ε * exp (Rabs ε * X) ^ 4 * X ^ 3) (fun _ => / 3));
        [|apply continuity_pt_const; now intros ? ?].
      apply (continuity_pt_mult (fun ε => ψ ε * exp (Rabs ε * X) ^ 4) (fun _ => X ^ 3));
        [|apply continuity_pt_const; now intros ? ?].
      apply (continuity_pt_mult ψ (fun ε => exp (Rabs ε * X) ^ 4)); [exact Cψ|reg].
    + apply norm_continuous. intros i Hi. now apply weight_continuous.
Qed.

Lemma bound_0 : bound 0 = d * r / 6.
Proof. unfold bound, kaplan_image_bound, r. rewrite Rabs_R0. ring. Qed.

Lemma bound_0_pos : 0 < bound 0.
Proof.
  rewrite bound_0. pose proof (Rmult_lt_0_compat _ _ d_pos Hr). lra.
Qed.

Lemma w1_continuous : continuity_pt (w1 c1 c2) 0.
Proof.
  apply derivable_continuous_at. unfold w1, w3.
  pose proof (P_derivable 0). pose proof (ψ_derivable 0). pose proof (P_pos 0). pose proof (ψ_pos 0).
  clear bound Hr r. clearbody ψ. clearbody P.
  auto_derive. repeat split; auto; try lra; apply Rgt_not_eq; nra.
Qed.

Lemma w2_continuous : continuity_pt (w2 c0 c1 c2) 0.
Proof.
  apply derivable_continuous_at. unfold w2.
  pose proof (P_derivable 0). pose proof (ψ_derivable 0). pose proof (P_pos 0). pose proof (ψ_pos 0).
  clear bound Hr r. clearbody ψ. clearbody P.
  auto_derive. repeat split; auto; lra.
Qed.

Lemma w1_0 : w1 c1 c2 0 = - (2 * d / a).
Proof. unfold w1, w3. rewrite P_0. pose proof (ψ_pos 0). field. repeat split; lra. Qed.

Lemma w2_0 : w2 c0 c1 c2 0 = 2 * d * k / a.
Proof. unfold w2. pose proof (ψ_pos 0). field. split; lra. Qed.

Lemma w3_continuous : continuity_pt (w3 c2) 0.
Proof.
  apply derivable_continuous_at. unfold w3.
  pose proof (P_derivable 0). pose proof (ψ_derivable 0). pose proof (P_pos 0). pose proof (ψ_pos 0).
  clear bound Hr r. clearbody ψ. clearbody P.
  auto_derive. repeat split; auto; lra.
Qed.

Let v := kaplan_vector c0 c1 c2.
Let good (ε : R) : Prop := 1 + ε <> 0.

Lemma near_good : exists ε1, 0 < ε1 /\ forall ε, Rabs ε < ε1 -> good ε.
Proof.
  exists 1. split; [lra|]. intros ε H. unfold good. apply Rabs_def2 in H. lra.
Qed.

Lemma v_norm2_continuous : continuity_pt (fun ε => norm2 (v ε)) 0.
Proof.
  unfold norm2, v, kaplan_vector. simpl sum.
  pose proof w1_continuous. pose proof w2_continuous. pose proof w3_continuous.
  set (f1 := w1 c1 c2) in *. set (f2 := w2 c0 c1 c2) in *. set (f3 := w3 c2) in *.
  clearbody f1 f2 f3. unfold Rsqr.
  apply (continuity_pt_plus (fun ε => f1 ε * f1 ε)
    (fun ε => f2 ε * f2 ε + (f3 ε * f3 ε + (ε * ε + 0)))); [now apply continuity_pt_mult|].
  apply (continuity_pt_plus (fun ε => f2 ε * f2 ε) (fun ε => f3 ε * f3 ε + (ε * ε + 0)));
    [now apply continuity_pt_mult|].
  apply (continuity_pt_plus (fun ε => f3 ε * f3 ε) (fun ε => ε * ε + 0));
    [now apply continuity_pt_mult|reg].
Qed.

Lemma v_norm2_0 : norm2 (v 0) = 4 * d² * (1 + k²) / a².
Proof.
  unfold norm2, v, kaplan_vector. simpl sum. rewrite w1_0, w2_0. unfold w3.
  pose proof (P_pos 0). pose proof (ψ_pos 0). unfold Rsqr. field. repeat split; lra.
Qed.

Theorem X3_kaplan_sd_N_c_asymptotic η : η < 12 / (a * r) ->
  exists ε0, 0 < ε0 /\ forall ε σ c, 0 < Rabs ε < ε0 -> 0 <= σ -> unbiased l (J ε) 0 c ->
    σ * η / Rabs ε ^ 3 <= standard_deviation l σ c.
Proof.
  intros Hη. apply (vector_sd_near l J v bound good); auto using near_good, bound_continuous, bound_0_pos.
  - exact (X3_kaplan_image c0 c1 c2).
  - exact w1_continuous.
  - change (coefficient 0 (v 0)) with (w1 c1 c2 0). pose proof d_pos.
    assert (0 < 2 * d / a) by (apply Rdiv_lt_0_compat; lra).
    rewrite bound_0, w1_0, Rabs_Ropp, Rabs_right by lra.
    replace (2 * d / a / (d * r / 6)) with (12 / (a * r)) by (field; repeat split; lra). exact Hη.
Qed.

Theorem X3_kaplan_sd_D_c_asymptotic η : η < 12 * k / (a * r) ->
  exists ε0, 0 < ε0 /\ forall ε σ c, 0 < Rabs ε < ε0 -> 0 <= σ -> unbiased l (J ε) 1 c ->
    σ * η / Rabs ε ^ 3 <= standard_deviation l σ c.
Proof.
  intros Hη. apply (vector_sd_near l J v bound good); auto using near_good, bound_continuous, bound_0_pos.
  - exact (X3_kaplan_image c0 c1 c2).
  - exact w2_continuous.
  - change (coefficient 1 (v 0)) with (w2 c0 c1 c2 0). pose proof d_pos.
    assert (0 < 2 * d * k / a) by (apply Rdiv_lt_0_compat; auto; apply Rmult_lt_0_compat; lra).
    rewrite bound_0, w2_0, Rabs_right by lra.
    replace (2 * d * k / a / (d * r / 6)) with (12 * k / (a * r)) by (field; repeat split; lra).
    exact Hη.
Qed.

Lemma limit_ratio : norm2 (v 0) / (bound 0)² = 144 * (1 + k²) / (a² * r²).
Proof.
  rewrite v_norm2_0, bound_0. pose proof d_pos. unfold Rsqr; field; repeat split; lra.
Qed.

(** λ_min/ε⁶ is at most a²‖residual‖²/(144(1 + k²)), nearly. *)
Theorem X3_kaplan_lambda_min_asymptotic η : η < 144 * (1 + k²) / (a² * r²) ->
  exists ε0, 0 < ε0 /\ forall ε m, 0 < Rabs ε < ε0 -> 0 <= m -> rayleigh_lower l (J ε) m ->
    η * m <= ε ^ 6.
Proof.
  intros Hη. apply (vector_lambda_near l J v bound good);
    auto using near_good, bound_continuous, bound_0_pos, v_norm2_continuous.
  - exact (kaplan_image_bound_nonneg c0 c1 c2).
  - exact (X3_kaplan_image c0 c1 c2).
  - now rewrite limit_ratio.
Qed.

(** κ ≥ η ε⁻⁶ ‖Ju‖²/|u|² for every u, hence κ ≥ η λ_max ε⁻⁶. *)
Theorem X3_kaplan_kappa_asymptotic η : 0 <= η < 144 * (1 + k²) / (a² * r²) ->
  exists ε0, 0 < ε0 /\ forall ε u K, 0 < Rabs ε < ε0 -> length u = 4%nat ->
    0 < form l (J ε) u -> condition_bound l (J ε) K ->
    η * (form l (J ε) u / norm2 u) * / ε ^ 6 <= K.
Proof.
  intros Hη. apply (vector_kappa_near l J v bound good);
    auto using near_good, bound_continuous, bound_0_pos, v_norm2_continuous.
  - exact (kaplan_image_bound_nonneg c0 c1 c2).
  - exact (X3_kaplan_image c0 c1 c2).
  - now rewrite limit_ratio.
Qed.
End Limits.
End Ray.
