(** X3 for Kaplan, the other side: λ_min ≥ c ε⁶ and sd ≤ C σ/|ε|³ of least squares, with four different
    sizes on the ray; so λ_min = Θ(ε⁶) for Kaplan's four columns too.

    With t = εx, s = e^−t, P = N_c^(1+ε), d = D_c/k, ψ = P + d the image of v over the weight is
    c_s s + c₁ + c_xs x s + c_x x + v₄ R, R of order ε³x³; and in the functions 1, x, h₂ → x²/2, h₃ → x³/6
    of Upper.v (at −ε) its coefficients are those of `kaplan_basis`.

    Length: one change of basis, the sizes of its coefficients and what follows share their context.

    name                      ==  meaning
    near_bounded              ==  a function continuous at 0 is bounded near 0
    X3_kaplan_change_of_basis ==  the image of any v in the new functions
    kaplan_size               ==  |ε|³ |v_j| ≤ 68 M⁵ |b|, M a bound of P, 1/P, ψ, |ln ψ|, … near 0
    X3_kaplan_lambda_min_order ==  c ε⁶ ≤ λ_min, c > 0, near zero gap
    X3_kaplan_sd_above        ==  sd of least squares ≤ C σ/|ε|³ there, each of the four parameters
    X3_kaplan_kappa_above     ==  κ ≤ C ε⁻⁶ there                                              *)

From Coq Require Import Reals List Lra Lia Psatz.
From Coquelicot Require Import Coquelicot.
From Offray Require Import Sums Gram Taylor Remainders Laws Jacobian FullModel Upper Estimate Reduced
  TestVector KaplanModel Independent Rolle FiveSizes.
Import ListNotations.
Open Scope R_scope.

Lemma near_bounded (f : R -> R) : continuity_pt f 0 ->
  exists δ, 0 < δ /\ forall ε, Rabs ε < δ -> Rabs (f ε - f 0) < 1.
Proof.
  intros C. destruct (C 1 Rlt_0_1) as (δ & Hδ & H). exists δ. split; [lra|].
  intros ε He. destruct (Req_dec ε 0) as [->|Hne]; [rewrite Rminus_eq_0, Rabs_R0; lra|].
  apply (H ε). split; [split; [exact I|auto]|]. simpl. unfold R_dist. now rewrite Rminus_0_r.
Qed.

Section Ray.
Context {Run : Type} (l : list Run) (N : Run -> R) (N_c D_c a k : R).
Hypotheses (HNc : 0 < N_c) (HDc : 0 < D_c) (Ha : 0 < a) (Hk : 0 < k).
Hypothesis HN : forall i, In i l -> 0 < N i.

Let x (i : Run) : R := ln (N i).
Let d : R := D_c / k.
Let P (ε : R) : R := Rpower N_c (1 + ε).
Let ψ (ε : R) : R := P ε + d.
Let J (ε : R) : list (Run -> R) := kaplan_jacobian N_c D_c (a * (1 + ε)) a N (fun i => k * N i).
Let w (ε : R) (i : Run) : R := weight N N_c D_c a k ε i.

Lemma dpos : 0 < d.
Proof. now apply Rdiv_lt_0_compat. Qed.
Lemma Ppos ε : 0 < P ε.
Proof. apply Rpower_pos. Qed.
Lemma ψpos ε : 0 < ψ ε.
Proof. unfold ψ. pose proof (Ppos ε). pose proof dpos. lra. Qed.

Section Coefficients.
Variables ε v1 v2 v3 v4 : R.
Definition c_s : R := v1 * (a * (1 + ε) * P ε / N_c) + v3 * P ε * ln N_c - v4 * (1 + ε) * ln N_c * P ε
  + v4 * P ε * ln (ψ ε) + v4 * P ε - v4 * (P ε) ^ 2 / ψ ε.
Definition c_1 : R := v2 * (a / k) + v4 * d * ln (ψ ε) - v4 * P ε + v4 * (P ε) ^ 2 / ψ ε.
Definition c_xs : R := - (v3 * P ε) + v4 * ε * P ε - v4 * ε * (P ε) ^ 2 / ψ ε.
Definition c_x : R := - v4 * d.
Definition kaplan_rest (t : R) : R :=
  (P ε) ^ 2 / (2 * ψ ε) * quadratic_remainder t - ψ ε * log_remainder (P ε / ψ ε) t.
Definition kaplan_basis : list R :=
  [c_1 + c_s; c_x - ε * c_s + c_xs; ε ^ 2 * c_s - 2 * ε * c_xs; ε ^ 2 * c_xs].

Lemma kaplan_image_at i : In i l ->
  comb (J ε) [v1; v2; v3; v4] i
  = w ε i * (c_s * exp (- (ε * x i)) + c_1 + c_xs * (x i * exp (- (ε * x i))) + c_x * x i
             + v4 * kaplan_rest (ε * x i)).
Proof.
  intros Hi. pose proof (HN i Hi) as Hi'. pose proof (Ppos ε). pose proof (ψpos ε).
  assert (HD : 0 < k * N i) by (now apply Rmult_lt_0_compat).
  unfold J, kaplan_jacobian. cbn [comb].
  unfold kaplan_j_N_c, kaplan_j_D_c, kaplan_j_alpha_N, kaplan_j_alpha_D, kaplan_W.
  rewrite (kaplan_power_step N_c D_c (a * (1 + ε)) a (N i) (k * N i)) by auto.
  rewrite (kaplan_log l N N_c D_c a k), (kaplan_power l N N_c a) by auto.
  fold d (P ε) (ψ ε) (x i). unfold w, weight.
  set (U := Rpower (kaplan_S _ _ _ _ _ _) (a - 1)).
  rewrite (kaplan_bracket l N N_c D_c a k) by auto. fold d (P ε) (x i).
  assert (Hln : ln (N_c / N i) = ln N_c - x i)
    by (unfold Rdiv; rewrite ln_mult, ln_Rinv by (auto; now apply Rinv_0_lt_compat); reflexivity).
  rewrite Hln. unfold kaplan_rest, quadratic_remainder, log_remainder, c_s, c_1, c_xs, c_x. cbv zeta.
  set (λ := ln (1 + - (P ε / ψ ε) * (1 - exp (- (ε * x i))))).
  set (s := exp (- (ε * x i))). set (z := x i) in *. set (n := N i) in *.
  set (lψ := ln (ψ ε)). set (lp := ln N_c).
  replace (ψ ε) with (P ε + d) in * by reflexivity. set (p := P ε) in *.
  clearbody λ s U z n lψ lp p. pose proof dpos. unfold Rsqr.
  assert (Hd : d * k = D_c) by (unfold d; field; lra). clearbody d. subst D_c.
  field. repeat split; lra.
Qed.

Theorem X3_kaplan_change_of_basis i : ε <> 0 -> In i l ->
  comb (J ε) [v1; v2; v3; v4] i
  = w ε i * (comb [fun _ => 1; fun i => x i; fun i => h2 (- ε) (x i); fun i => h3 (- ε) (x i)] kaplan_basis i
             + v4 * kaplan_rest (ε * x i)).
Proof.
  intros He Hi. rewrite kaplan_image_at by auto. f_equal. f_equal. unfold kaplan_basis, h2, h3. cbn [comb].
  replace (- ε * x i) with (- (ε * x i)) by ring. field. auto.
Qed.
End Coefficients.

(** Sizes, with one bound M for everything. *)
Section Sizes.
Variables ε v1 v2 v3 v4 M : R.
Hypotheses (He0 : ε <> 0) (He : Rabs ε <= / 2) (HM : 1 <= M).
Hypotheses (MP : P ε <= M) (MPi : / P ε <= M) (Mψ : Rabs (ln (ψ ε)) <= M) (ML : Rabs (ln N_c) <= M).
Hypotheses (Md : d <= M) (Mdi : / d <= M) (Ma : N_c / a <= M) (Mk : k / a <= M).
Let b := kaplan_basis ε v1 v2 v3 v4.
Let n := sqrt (norm2 b).
Let e := Rabs ε.

Lemma n_nonneg : 0 <= n.
Proof. apply sqrt_pos. Qed.
Lemma e_range : 0 < e <= / 2.
Proof. split; [now apply Rabs_pos_lt|exact He]. Qed.
Lemma cube_le : 0 < e ^ 3 /\ e ^ 3 <= e ^ 2 /\ e ^ 2 <= 1 /\ e ^ 3 <= 1.
Proof.
  pose proof e_range as [E0 E1]. assert (E2 : 0 < e ^ 2) by now apply pow_lt.
  assert (Q : e ^ 2 <= 1) by (rewrite <- (pow1 2); apply pow_incr; lra).
  assert (C : e ^ 3 <= e ^ 2).
  { replace (e ^ 3) with (e ^ 2 * e) by ring. rewrite <- (Rmult_1_r (e ^ 2)) at 2. apply Rmult_le_compat_l; lra. }
  repeat split; auto; [now apply pow_lt|lra].
Qed.

Lemma size_xs : e ^ 2 * Rabs (c_xs ε v3 v4) <= n.
Proof.
  pose proof (coefficient_le_norm 3 b) as C. unfold coefficient, b, kaplan_basis in C. cbn [nth] in C.
  rewrite Rabs_mult, <- RPow_abs in C. exact C.
Qed.

Lemma size_s : e ^ 3 * Rabs (c_s ε v1 v3 v4) <= 3 * n.
Proof.
  pose proof (coefficient_le_norm 2 b) as C. unfold coefficient, b, kaplan_basis in C. cbn [nth] in C. fold b n in C.
  pose proof size_xs as X1. pose proof e_range as [E0 E1].
  set (cs := c_s ε v1 v3 v4) in *. set (cx := c_xs ε v3 v4) in *.
  replace (e ^ 3 * Rabs cs) with (e * Rabs (ε ^ 2 * cs)) by (rewrite Rabs_mult, <- RPow_abs; fold e; ring).
  replace (ε ^ 2 * cs) with (ε ^ 2 * cs - 2 * ε * cx + 2 * ε * cx) by ring.
  apply Rle_trans with (e * (n + 2 * (e * Rabs cx))).
  - apply Rmult_le_compat_l; [lra|]. apply Rle_trans with (1 := Rabs_triang _ _). apply Rplus_le_compat; auto.
    rewrite !Rabs_mult, (Rabs_right 2) by lra. fold e. lra.
  - replace (e * (n + 2 * (e * Rabs cx))) with (e * n + 2 * (e ^ 2 * Rabs cx)) by ring.
    assert (e * n <= 1 * n) by (apply Rmult_le_compat_r; [apply n_nonneg|lra]). lra.
Qed.

Lemma size_4 : e ^ 2 * Rabs v4 <= 5 * M * n.
Proof.
  pose proof (coefficient_le_norm 1 b) as C. unfold coefficient, b, kaplan_basis in C. cbn [nth] in C. fold b n in C.
  pose proof size_xs as X1. pose proof size_s as X2. pose proof e_range as [E0 E1].
  pose proof cube_le as (K1 & K2 & K3 & K4). pose proof dpos as Hd. pose proof n_nonneg as Hn.
  set (cs := c_s ε v1 v3 v4) in *. set (cxs := c_xs ε v3 v4) in *.
  assert (Q : e ^ 2 * Rabs (c_x v4) <= 5 * n).
  { replace (c_x v4) with (c_x v4 - ε * cs + cxs + ε * cs - cxs) by ring.
    apply Rle_trans with (e ^ 2 * (n + e * Rabs cs + Rabs cxs)).
    - apply Rmult_le_compat_l; [apply pow_le; lra|]. unfold Rminus.
      apply Rle_trans with (1 := Rabs_triang _ _). rewrite Rabs_Ropp. apply Rplus_le_compat_r.
      apply Rle_trans with (1 := Rabs_triang _ _). rewrite (Rabs_mult ε cs). fold e. apply Rplus_le_compat_r. exact C.
    - replace (e ^ 2 * (n + e * Rabs cs + Rabs cxs)) with (e ^ 2 * n + e ^ 3 * Rabs cs + e ^ 2 * Rabs cxs) by ring.
      pose proof (Rmult_le_compat_r _ _ _ Hn K3). lra. }
  unfold c_x in Q. rewrite Rabs_mult, Rabs_Ropp, (Rabs_right d) in Q by lra.
  replace (e ^ 2 * Rabs v4) with (e ^ 2 * (Rabs v4 * d) * / d) by (field; lra).
  apply Rle_trans with (5 * n * M); [|lra].
  apply Rmult_le_compat; auto; [|left; now apply Rinv_0_lt_compat].
  apply Rmult_le_pos; [apply pow_le; lra|]. apply Rmult_le_pos; [apply Rabs_pos|lra].
Qed.

Lemma ratio_small : 0 <= (P ε) ^ 2 / ψ ε <= P ε.
Proof.
  pose proof (Ppos ε). pose proof (ψpos ε). pose proof dpos. split.
  - apply Rmult_le_pos; [apply pow_le; lra|left; now apply Rinv_0_lt_compat].
  - apply Rmult_le_reg_r with (ψ ε); auto. replace ((P ε) ^ 2 / ψ ε * ψ ε) with (P ε * P ε) by (field; lra).
    apply Rmult_le_compat_l; [lra|]. unfold ψ. lra.
Qed.

Lemma powers_of_M : M <= M ^ 2 /\ M ^ 2 <= M ^ 3 /\ M ^ 3 <= M ^ 4 /\ M ^ 4 <= M ^ 5 /\ 0 < M ^ 3 /\ 0 < M ^ 5.
Proof.
  assert (S : forall j, M ^ j <= M ^ S j).
  { intros j. simpl. rewrite <- (Rmult_1_l (M ^ j)) at 1. apply Rmult_le_compat_r; [apply pow_le; lra|lra]. }
  pose proof (S 1%nat) as S1. rewrite pow_1 in S1. repeat split; auto; apply pow_lt; lra.
Qed.

Lemma size_v4 : e ^ 3 * Rabs v4 <= 5 * M * n.
Proof.
  pose proof size_4. pose proof cube_le as (K1 & K2 & _). pose proof (Rabs_pos v4).
  pose proof (Rmult_le_compat_r _ _ _ H0 K2). lra.
Qed.

Lemma size_v3P : e ^ 3 * Rabs (v3 * P ε) <= 6 * M ^ 2 * n.
Proof.
  pose proof size_xs as X1. pose proof size_v4 as X4. pose proof cube_le as (K1 & K2 & K3 & K4).
  pose proof ratio_small as [R1 R2]. pose proof (Ppos ε) as HP. pose proof n_nonneg as Hn.
  pose proof e_range as [E0 E1]. pose proof powers_of_M as (M1 & _).
  set (r := (P ε) ^ 2 / ψ ε) in *. set (cx := c_xs ε v3 v4) in *.
  assert (E : v3 * P ε = - cx + v4 * (ε * (P ε - r))) by (unfold cx, c_xs, r; field; pose proof (ψpos ε); lra).
  assert (B : Rabs (ε * (P ε - r)) <= M).
  { rewrite Rabs_mult, (Rabs_right (P ε - r)) by lra. fold e.
    apply Rle_trans with (1 * M); [apply Rmult_le_compat; lra|lra]. }
  assert (V : Rabs (v3 * P ε) <= Rabs cx + Rabs v4 * M).
  { rewrite E. apply Rle_trans with (1 := Rabs_triang _ _). rewrite Rabs_Ropp, (Rabs_mult v4).
    apply Rplus_le_compat_l. apply Rmult_le_compat_l; auto. apply Rabs_pos. }
  apply Rle_trans with (e ^ 3 * (Rabs cx + Rabs v4 * M)); [apply Rmult_le_compat_l; lra|].
  assert (Q1 : e ^ 3 * Rabs cx <= n).
  { apply Rle_trans with (2 := X1). apply Rmult_le_compat_r; auto. apply Rabs_pos. }
  assert (Q2 : e ^ 3 * Rabs v4 * M <= 5 * M * n * M) by (apply Rmult_le_compat_r; lra).
  assert (Q3 : n <= M ^ 2 * n) by (rewrite <- (Rmult_1_l n) at 1; apply Rmult_le_compat_r; lra).
  simpl in *. lra.
Qed.

(** The size of a product with a bounded factor. *)
Lemma size_product u f B C : 0 <= B -> e ^ 3 * Rabs u <= C -> Rabs f <= B -> e ^ 3 * Rabs (u * f) <= C * B.
Proof.
  intros HB Hu Hf. rewrite Rabs_mult, <- Rmult_assoc. pose proof cube_le as (K1 & _).
  apply Rmult_le_compat; auto using Rabs_pos. apply Rmult_le_pos; [lra|apply Rabs_pos].
Qed.

Lemma size_sum u f C C' : e ^ 3 * Rabs u <= C -> e ^ 3 * Rabs f <= C' -> e ^ 3 * Rabs (u + f) <= C + C'.
Proof.
  intros Hu Hf. pose proof cube_le as (K1 & _). pose proof (Rabs_triang u f) as T.
  apply (Rmult_le_compat_l (e ^ 3)) in T; lra.
Qed.

Lemma size_v3 : e ^ 3 * Rabs v3 <= 6 * M ^ 3 * n.
Proof.
  pose proof (Ppos ε) as HP. assert (I : 0 < / P ε) by now apply Rinv_0_lt_compat.
  replace v3 with (v3 * P ε * / P ε) by (field; lra).
  replace (6 * M ^ 3 * n) with (6 * M ^ 2 * n * M) by ring.
  apply size_product; [lra|apply size_v3P|rewrite Rabs_right; lra].
Qed.

Lemma size_v1 : e ^ 3 * Rabs v1 <= 68 * M ^ 5 * n.
Proof.
  pose proof size_s as Xs. pose proof size_v4 as X4. pose proof size_v3P as X3.
  pose proof ratio_small as [R1 R2]. pose proof (Ppos ε) as HP. pose proof n_nonneg as Hn.
  pose proof e_range as [E0 E1]. pose proof powers_of_M as (M1 & M2 & M3 & M4 & M5 & M6).
  assert (Ee : - / 2 <= ε <= / 2) by (apply Rabs_le_between; exact He).
  set (r := (P ε) ^ 2 / ψ ε) in *. set (cs := c_s ε v1 v3 v4) in *.
  set (g := (1 + ε) * ln N_c * P ε - P ε * ln (ψ ε) - P ε + r).
  set (q := N_c / a * (/ (1 + ε) * / P ε)).
  assert (E : v1 = (cs + (- (v3 * P ε * ln N_c) + v4 * g)) * q).
  { unfold cs, c_s, g, r, q. field. pose proof (ψpos ε). repeat split; lra. }
  assert (Bg : Rabs g <= 5 * M ^ 2).
  { assert (G1 : Rabs ((1 + ε) * ln N_c * P ε) <= 2 * M * M).
    { rewrite !Rabs_mult, (Rabs_right (P ε)), (Rabs_right (1 + ε)) by lra.
      apply Rmult_le_compat; try lra; [apply Rmult_le_pos; [lra|apply Rabs_pos]|].
      apply Rmult_le_compat; try lra. apply Rabs_pos. }
    assert (G2 : Rabs (P ε * ln (ψ ε)) <= M * M).
    { rewrite Rabs_mult, (Rabs_right (P ε)) by lra. apply Rmult_le_compat; try lra. apply Rabs_pos. }
    assert (G3 : Rabs (- P ε + r) <= M) by (rewrite Rabs_left1; lra).
    replace g with ((1 + ε) * ln N_c * P ε + - (P ε * ln (ψ ε)) + (- P ε + r)) by (unfold g; ring).
    apply Rle_trans with (1 := Rabs_triang _ _).
    assert (T : Rabs ((1 + ε) * ln N_c * P ε + - (P ε * ln (ψ ε))) <= 2 * M * M + M * M).
    { apply Rle_trans with (1 := Rabs_triang _ _). rewrite Rabs_Ropp. lra. }
    simpl in *. lra. }
  assert (Bq : Rabs q <= 2 * M ^ 2).
  { assert (I1 : 0 < / (1 + ε) <= 2).
    { split; [apply Rinv_0_lt_compat; lra|]. rewrite <- (Rinv_inv 2). apply Rinv_le_contravar; lra. }
    assert (I2 : 0 < / P ε) by now apply Rinv_0_lt_compat.
    assert (I3 : 0 < N_c / a) by now apply Rdiv_lt_0_compat.
    assert (I4 : 0 < / (1 + ε) * / P ε <= 2 * M) by (split; [apply Rmult_lt_0_compat; lra|apply Rmult_le_compat; lra]).
    unfold q. rewrite Rabs_right by (left; now apply Rmult_lt_0_compat).
    apply Rle_trans with (M * (2 * M)); [apply Rmult_le_compat; lra|]. simpl. lra. }
  assert (H1 : e ^ 3 * Rabs (- (v3 * P ε * ln N_c)) <= 6 * M ^ 2 * n * M)
    by (rewrite Rabs_Ropp; apply size_product; lra).
  assert (H2 : e ^ 3 * Rabs (v4 * g) <= 5 * M * n * (5 * M ^ 2)) by (apply size_product; auto; lra).
  pose proof (size_sum _ _ _ _ Xs (size_sum _ _ _ _ H1 H2)) as H3.
  assert (H4 : 3 * n + (6 * M ^ 2 * n * M + 5 * M * n * (5 * M ^ 2)) <= 34 * M ^ 3 * n).
  { assert (n <= M ^ 3 * n) by (rewrite <- (Rmult_1_l n) at 1; apply Rmult_le_compat_r; lra). simpl in *. lra. }
  assert (H5 : 0 <= 2 * M ^ 2) by lra.
  rewrite E. pose proof (size_product _ q (2 * M ^ 2) (34 * M ^ 3 * n) H5 (Rle_trans _ _ _ H3 H4) Bq) as H6.
  apply Rle_trans with (1 := H6). apply Req_le. ring.
Qed.

Lemma size_v2 : e ^ 3 * Rabs v2 <= 68 * M ^ 5 * n.
Proof.
  pose proof size_s as Xs. pose proof size_v4 as X4. pose proof ratio_small as [R1 R2].
  pose proof (Ppos ε) as HP. pose proof n_nonneg as Hn. pose proof dpos as Hd.
  pose proof powers_of_M as (M1 & M2 & M3 & M4 & M5 & M6). pose proof cube_le as (K1 & K2 & K3 & K4).
  pose proof (coefficient_le_norm 0 b) as C. unfold coefficient, b, kaplan_basis in C. cbn [nth] in C. fold b n in C.
  set (r := (P ε) ^ 2 / ψ ε) in *. set (cs := c_s ε v1 v3 v4) in *. set (c1 := c_1 ε v2 v4) in *.
  set (g := - (d * ln (ψ ε)) + (P ε - r)).
  assert (E : v2 = ((c1 + cs) + (- cs + v4 * g)) * (k / a)).
  { unfold c1, c_1, g, r. field. pose proof (ψpos ε). repeat split; lra. }
  assert (Bg : Rabs g <= 2 * M ^ 2).
  { unfold g. apply Rle_trans with (1 := Rabs_triang _ _). rewrite Rabs_Ropp, Rabs_mult, (Rabs_right d) by lra.
    rewrite (Rabs_right (P ε - r)) by lra.
    assert (d * Rabs (ln (ψ ε)) <= M * M) by (apply Rmult_le_compat; try lra; apply Rabs_pos). simpl in *. lra. }
  assert (H0 : e ^ 3 * Rabs (c1 + cs) <= 1 * n).
  { apply Rmult_le_compat; auto using Rabs_pos; lra. }
  assert (H1 : e ^ 3 * Rabs (- cs) <= 3 * n) by (rewrite Rabs_Ropp; exact Xs).
  assert (H2 : e ^ 3 * Rabs (v4 * g) <= 5 * M * n * (2 * M ^ 2)) by (apply size_product; auto; lra).
  pose proof (size_sum _ _ _ _ H0 (size_sum _ _ _ _ H1 H2)) as H3.
  assert (Hka : 0 < k / a) by now apply Rdiv_lt_0_compat.
  assert (Bk : Rabs (k / a) <= M) by (rewrite Rabs_right; lra).
  assert (HM0 : 0 <= M) by lra.
  rewrite E. pose proof (size_product _ (k / a) M _ HM0 H3 Bk) as H6. apply Rle_trans with (1 := H6).
  assert (Q1 : M * n <= M ^ 5 * n) by (apply Rmult_le_compat_r; lra).
  assert (Q2 : M ^ 4 * n <= M ^ 5 * n) by (apply Rmult_le_compat_r; lra).
  replace ((1 * n + (3 * n + 5 * M * n * (2 * M ^ 2))) * M) with (4 * (M * n) + 10 * (M ^ 4 * n)) by ring.
  assert (0 <= M ^ 5 * n) by (apply Rmult_le_pos; lra). lra.
Qed.

Lemma kaplan_size : ε ^ 6 * norm2 [v1; v2; v3; v4] <= 4 * (68 * M ^ 5)² * norm2 b.
Proof.
  pose proof size_v1 as S1. pose proof size_v2 as S2. pose proof size_v3 as S3. pose proof size_v4 as S4.
  pose proof n_nonneg as Hn. pose proof powers_of_M as (M1 & M2 & M3 & M4 & M5 & M6). pose proof cube_le as (K1 & _).
  assert (S3' : e ^ 3 * Rabs v3 <= 68 * M ^ 5 * n).
  { apply Rle_trans with (1 := S3). apply Rmult_le_compat_r; lra. }
  assert (S4' : e ^ 3 * Rabs v4 <= 68 * M ^ 5 * n).
  { apply Rle_trans with (1 := S4). apply Rmult_le_compat_r; lra. }
  assert (G : forall v, e ^ 3 * Rabs v <= 68 * M ^ 5 * n -> ε ^ 6 * v² <= (68 * M ^ 5)² * norm2 b).
  { intros v Hv. rewrite <- (Rsqr_sqrt (norm2 b)) by apply norm2_nonneg. fold n. rewrite <- Rsqr_mult.
    replace (ε ^ 6 * v²) with ((e ^ 3 * Rabs v)²).
    - apply Rsqr_incr_1; auto; [apply Rmult_le_pos; [lra|apply Rabs_pos]|].
      apply Rmult_le_pos; lra.
    - unfold e. rewrite Rsqr_mult, <- (Rsqr_abs v), RPow_abs, <- Rsqr_abs. unfold Rsqr. ring. }
  pose proof (G v1 S1). pose proof (G v2 S2). pose proof (G v3 S3'). pose proof (G v4 S4').
  replace (norm2 [v1; v2; v3; v4]) with (v1² + v2² + v3² + v4²) by (unfold norm2; simpl; ring). lra.
Qed.
End Sizes.

(** Near zero gap. *)
Definition cubic_columns : list (Run -> R) :=
  [fun _ => 1; fun i => x i; fun i => x i ^ 2 / 2; fun i => x i ^ 3 / 6].

Lemma norm_abs (f : Run -> R) : norm l (fun i => Rabs (f i)) = norm l f.
Proof.
  unfold norm, dot. f_equal. apply sum_ext. intros i _. rewrite <- Rabs_mult, Rabs_right; auto.
  apply Rle_ge, Rle_0_sqr.
Qed.

(** |f| ≤ E |t|^(n+1) with |t| ≤ |ε| X: |f/ε^n| ≤ |ε| E X^(n+1). *)
Lemma over_power f E ε t X n : ε <> 0 -> 0 <= E -> Rabs t <= Rabs ε * X ->
  Rabs f <= E * Rabs t ^ S n -> Rabs (f / ε ^ n) <= Rabs ε * (E * X ^ S n).
Proof.
  intros He HE Ht Hf. assert (Hn : 0 < Rabs ε ^ n) by (apply pow_lt; now apply Rabs_pos_lt).
  unfold Rdiv. rewrite Rabs_mult, Rabs_inv, <- RPow_abs.
  apply Rmult_le_reg_r with (Rabs ε ^ n); auto. rewrite Rmult_assoc, Rinv_l, Rmult_1_r by lra.
  apply Rle_trans with (1 := Hf).
  replace (Rabs ε * (E * X ^ S n) * Rabs ε ^ n) with (E * (Rabs ε * X) ^ S n)
    by (rewrite Rpow_mult_distr; simpl; ring).
  apply Rmult_le_compat_l; auto. apply pow_incr. split; [apply Rabs_pos|auto].
Qed.

Lemma weights_below l' : incl l' l ->
  exists δ lo, 0 < δ /\ 0 < lo /\ forall ε i, 0 < Rabs ε < δ -> In i l' -> lo <= w ε i.
Proof.
  induction l' as [|i l' IH]; intros Hl.
  - exists 1, 1. split; [lra|]. split; [lra|]. easy.
  - destruct IH as (δ & lo & Hd & Hlo & H); [intros j Hj; apply Hl; now right|].
    assert (Hi : In i l) by (apply Hl; now left).
    pose proof (weight_pos l N N_c D_c a k HN 0 i Hi) as P0. fold (w 0 i) in P0.
    pose proof (KaplanModel.weight_continuous l N N_c D_c a k HNc HDc Ha Hk HN i Hi) as C.
    assert (Hh : w 0 i / 2 < w 0 i) by lra.
    destruct (near_limit (fun ε => w ε i) (w 0 i) (w 0 i / 2) (limit_at_0 _ _ C eq_refl) Hh) as (δ' & Hd' & H').
    exists (Rmin δ δ'), (Rmin lo (w 0 i / 2)). split; [apply Rmin_glb_lt; lra|]. split; [apply Rmin_glb_lt; lra|].
    intros ε j [He He'] [<-|Hj].
    + apply Rle_trans with (w 0 i / 2); [apply Rmin_r|]. left. apply H'. split; auto.
      apply Rlt_le_trans with (1 := He'), Rmin_r.
    + apply Rle_trans with lo; [apply Rmin_l|]. apply H; auto. split; auto.
      apply Rlt_le_trans with (1 := He'), Rmin_l.
Qed.

Lemma bound_near : exists δ M, 0 < δ /\ 1 <= M /\ N_c / a <= M /\ k / a <= M /\ d <= M /\ / d <= M
  /\ Rabs (ln N_c) <= M /\ forall ε, Rabs ε < δ -> P ε <= M /\ / P ε <= M /\ Rabs (ln (ψ ε)) <= M.
Proof.
  pose proof dpos as Hd.
  assert (C1 : continuity_pt P 0) by (unfold P, Rpower; reg).
  assert (C2 : continuity_pt (fun ε => / P ε) 0)
    by (apply (continuity_pt_inv P); auto; pose proof (Ppos 0); lra).
  assert (C3 : continuity_pt (fun ε => ln (ψ ε)) 0).
  { apply derivable_continuous_at. unfold ψ, P, Rpower. auto_derive.
    pose proof (exp_pos ((1 + 0) * ln N_c)). lra. }
  destruct (near_bounded P C1) as (d1 & H1 & F1).
  destruct (near_bounded (fun ε => / P ε) C2) as (d2 & H2 & F2).
  destruct (near_bounded (fun ε => ln (ψ ε)) C3) as (d3 & H3 & F3).
  assert (I1 : 0 < N_c / a) by now apply Rdiv_lt_0_compat.
  assert (I2 : 0 < k / a) by now apply Rdiv_lt_0_compat.
  assert (I3 : 0 < / d) by now apply Rinv_0_lt_compat.
  pose proof (Ppos 0) as P0. assert (P0' : 0 < / P 0) by now apply Rinv_0_lt_compat.
  pose proof (Rabs_pos (ln (ψ 0))) as L0. pose proof (Rabs_pos (ln N_c)) as L1.
  exists (Rmin d1 (Rmin d2 d3)), (1 + N_c / a + k / a + d + / d + Rabs (ln N_c) + P 0 + / P 0 + Rabs (ln (ψ 0))).
  split; [repeat apply Rmin_glb_lt; lra|]. repeat (split; [lra|]).
  intros ε He.
  assert (E1 : Rabs ε < d1) by (apply Rlt_le_trans with (1 := He), Rmin_l).
  assert (Et : Rabs ε < Rmin d2 d3) by (apply Rlt_le_trans with (1 := He), Rmin_r).
  assert (E2 : Rabs ε < d2) by (apply Rlt_le_trans with (1 := Et), Rmin_l).
  assert (E3 : Rabs ε < d3) by (apply Rlt_le_trans with (1 := Et), Rmin_r).
  specialize (F1 ε E1). specialize (F2 ε E2). specialize (F3 ε E3). cbv beta in F2, F3.
  apply Rabs_def2 in F1. apply Rabs_def2 in F2.
  assert (T : Rabs (ln (ψ ε)) <= Rabs (ln (ψ ε) - ln (ψ 0)) + Rabs (ln (ψ 0))).
  { replace (ln (ψ ε)) with (ln (ψ ε) - ln (ψ 0) + ln (ψ 0)) at 1 by ring. apply Rabs_triang. }
  repeat split; lra.
Qed.

Lemma rest_bound ε M X t : P ε <= M -> d <= M -> 0 <= X -> Rabs t <= Rabs ε * X -> Rabs ε <= 1 ->
  Rabs (kaplan_rest ε t) <= M * exp X ^ 4 * (Rabs ε * X) ^ 3.
Proof.
  intros MP Md HX Ht He. pose proof (Ppos ε) as HP. pose proof (ψpos ε) as Hψ. pose proof dpos as Hd.
  pose proof (ratio_small ε) as [R1 R2].
  assert (Hψe : ψ ε = P ε + d) by reflexivity.
  assert (Ht' : Rabs t <= X) by (apply Rle_trans with (1 := Ht); now apply gap_times).
  assert (Hρ : 0 < P ε / ψ ε < 1).
  { split; [now apply Rdiv_lt_0_compat|]. apply Rmult_lt_reg_r with (ψ ε); auto.
    unfold Rdiv. rewrite Rmult_assoc, Rinv_l by lra. lra. }
  pose proof (quadratic_remainder_bound X HX t Ht') as B1.
  pose proof (log_remainder_bound X HX (P ε / ψ ε) Hρ t Ht') as B2.
  pose proof (exp_T_ge_1 X HX) as HE. set (E := exp X) in *.
  assert (E2 : E ^ 2 <= E ^ 4) by (apply Rle_pow; [lra|lia]). assert (E20 : 0 < E ^ 2) by (apply pow_lt; lra).
  assert (T3 : 0 <= Rabs t ^ 3 <= (Rabs ε * X) ^ 3)
    by (split; [apply pow_le, Rabs_pos|apply pow_incr; split; [apply Rabs_pos|auto]]).
  set (t3 := Rabs t ^ 3) in *. set (y := (Rabs ε * X) ^ 3) in *.
  unfold kaplan_rest. set (Q := quadratic_remainder t) in *. set (G := log_remainder (P ε / ψ ε) t) in *.
  set (r := P ε ^ 2 / ψ ε) in *.
  replace (P ε ^ 2 / (2 * ψ ε)) with (r / 2) by (unfold r; field; lra).
  unfold Rminus. apply Rle_trans with (1 := Rabs_triang _ _).
  rewrite Rabs_Ropp, !Rabs_mult, (Rabs_right (ψ ε)), (Rabs_right (r / 2)) by lra.
  assert (A1 : r / 2 * Rabs Q <= M / 2 * (E ^ 4 * y / 3)).
  { apply Rmult_le_compat; try apply Rabs_pos; try lra. apply Rle_trans with (1 := B1).
    unfold Rdiv. apply Rmult_le_compat_r; [lra|]. apply Rmult_le_compat; lra. }
  assert (A2 : ψ ε * Rabs G <= 2 * M * (E ^ 4 * y / 6)).
  { apply Rmult_le_compat; try apply Rabs_pos; try lra. apply Rle_trans with (1 := B2).
    unfold Rdiv. apply Rmult_le_compat_r; [lra|]. apply Rmult_le_compat_l; lra. }
  assert (0 <= M * E ^ 4 * y) by (apply Rmult_le_pos; [apply Rmult_le_pos; lra|lra]). lra.
Qed.

Hypothesis H4 : different_sizes 4 l N.

Lemma cubic_injective : injective l cubic_columns.
Proof.
  intros [|b0 [|b1 [|b2 [|b3 [|? ?]]]]] Hv Hz; try discriminate.
  destruct (cubic b0 b1 (b2 / 2) (b3 / 6)) as (E0 & E1 & E2 & E3).
  - apply (zeros_over_design 3 l N _ HN H4). intros i Hi. specialize (Hz i Hi).
    unfold cubic_columns in Hz. cbn [comb] in Hz. fold (x i). rewrite <- Hz. field.
  - subst. replace b2 with 0 by lra. replace b3 with 0 by lra. unfold norm2, Rsqr; simpl. ring.
Qed.

Theorem X3_kaplan_lambda_min_order : exists ε0 c, 0 < ε0 /\ 0 < c /\ forall ε, 0 < Rabs ε < ε0 ->
  rayleigh_lower l (J ε) (c * ε ^ 6).
Proof.
  destruct (bounded_below l _ cubic_injective) as (m & Hm & Hl).
  destruct (log_bound l N) as (X & HX0 & HX).
  destruct (weights_below l (incl_refl l)) as (δ1 & lo & H1 & Hlo & Hw).
  destruct bound_near as (δ2 & M & H2 & HM & Ma & Mk & Md & Mdi & ML & HB).
  set (E := exp X). assert (HE : 1 <= E) by (apply exp_T_ge_1; auto).
  set (K := E / 6 * X ^ 3 + E / 12 * X ^ 4 + 5 * M * (M * E ^ 4 * X ^ 3)).
  pose proof (pow_le X 3 HX0) as X3. pose proof (pow_le X 4 HX0) as X4.
  assert (HE4 : 0 < E ^ 4) by (apply pow_lt; lra).
  assert (HK : 0 <= K).
  { unfold K. assert (0 <= E / 6 * X ^ 3) by (apply Rmult_le_pos; lra).
    assert (0 <= E / 12 * X ^ 4) by (apply Rmult_le_pos; lra).
    assert (0 <= 5 * M * (M * E ^ 4 * X ^ 3)).
    { apply Rmult_le_pos; [lra|]. apply Rmult_le_pos; auto. apply Rmult_le_pos; lra. } lra. }
  set (o := norm l (fun _ => 1)). assert (Ho : 0 <= o) by apply norm_nonneg.
  assert (HKo : 0 <= K * o) by now apply Rmult_le_pos.
  assert (Hsm : 0 < sqrt m) by now apply sqrt_lt_R0.
  assert (Hδ : 0 < sqrt m / 2 / (K * o + 1)) by (apply Rdiv_lt_0_compat; lra).
  assert (HM5 : 0 < M ^ 5) by (apply pow_lt; lra).
  set (c := lo² * (m / 4) / (4 * (68 * M ^ 5)²)).
  assert (H68 : 0 < 4 * (68 * M ^ 5)²) by (apply Rmult_lt_0_compat; [lra|apply Rlt_0_sqr; lra]).
  exists (Rmin (/ 2) (Rmin δ1 (Rmin δ2 (sqrt m / 2 / (K * o + 1))))), c.
  split; [repeat apply Rmin_glb_lt; lra|].
  split; [apply Rdiv_lt_0_compat; auto; apply Rmult_lt_0_compat; [apply Rlt_0_sqr|]; lra|].
  intros ε [Hpos Hlt] [|v1 [|v2 [|v3 [|v4 [|? ?]]]]] Hv; try discriminate.
  assert (Hne : ε <> 0) by (intros ->; rewrite Rabs_R0 in Hpos; lra).
  assert (E0 : Rabs ε < / 2) by (apply Rlt_le_trans with (1 := Hlt), Rmin_l).
  apply Rlt_le_trans with (r3 := Rmin δ1 (Rmin δ2 (sqrt m / 2 / (K * o + 1)))) in Hlt; [|apply Rmin_r].
  assert (E1 : Rabs ε < δ1) by (apply Rlt_le_trans with (1 := Hlt), Rmin_l).
  apply Rlt_le_trans with (r3 := Rmin δ2 (sqrt m / 2 / (K * o + 1))) in Hlt; [|apply Rmin_r].
  assert (E2 : Rabs ε < δ2) by (apply Rlt_le_trans with (1 := Hlt), Rmin_l).
  assert (E3 : Rabs ε < sqrt m / 2 / (K * o + 1)) by (apply Rlt_le_trans with (1 := Hlt), Rmin_r).
  destruct (HB ε E2) as (MP & MPi & Mψ).
  set (b := kaplan_basis ε v1 v2 v3 v4). set (n := sqrt (norm2 b)). assert (Hn : 0 <= n) by apply sqrt_pos.
  assert (He2 : Rabs ε <= / 2) by lra.
  pose proof (size_4 ε v1 v2 v3 v4 M Hne He2 Mdi) as S4. fold b n in S4.
  assert (B2 : Rabs (coefficient 2 b) <= n) by apply coefficient_le_norm.
  assert (B3 : Rabs (coefficient 3 b) <= n) by apply coefficient_le_norm.
  set (e := Rabs ε) in *.
  set (r := fun i => coefficient 2 b * (x i ^ 2 / 2 - h2 (- ε) (x i)) + coefficient 3 b * (x i ^ 3 / 6 - h3 (- ε) (x i))
                     + - (v4 * kaplan_rest ε (ε * x i))).
  assert (Hr : norm l r <= sqrt m / 2 * n).
  { apply Rle_trans with (norm l (fun _ => e * (K * n) * 1)).
    - apply norm_le. intros i Hi. rewrite Rmult_1_r.
      assert (Ht : Rabs (- ε * x i) <= e * X).
      { rewrite Rabs_mult, Rabs_Ropp. fold e. apply Rmult_le_compat_l; [lra|]. now apply HX. }
      assert (Ht1 : Rabs (- ε * x i) <= X) by (apply Rle_trans with (1 := Ht); apply gap_times; auto; fold e; lra).
      assert (Hne' : - ε <> 0) by lra.
      assert (Ee : Rabs (- ε) = e) by (now rewrite Rabs_Ropp).
      assert (D2 : Rabs (x i ^ 2 / 2 - h2 (- ε) (x i)) <= e * (E / 6 * X ^ 3)).
      { replace (x i ^ 2 / 2 - h2 (- ε) (x i))
          with (- ((exp (- ε * x i) - 1 - - ε * x i - (- ε * x i) ^ 2 / 2) / (- ε) ^ 2))
          by (unfold h2; field; auto).
        rewrite Rabs_Ropp, <- Ee. apply (over_power _ (E / 6) (- ε) (- ε * x i) X 2); auto; [lra|now rewrite Ee|].
        pose proof (exp_remainder_3 X HX0 _ Ht1). fold E in H. lra. }
      assert (D3 : Rabs (x i ^ 3 / 6 - h3 (- ε) (x i)) <= e * (E / 12 * X ^ 4)).
      { replace (x i ^ 3 / 6 - h3 (- ε) (x i))
          with (- (((- ε * x i - 2) * exp (- ε * x i) + - ε * x i + 2 - (- ε * x i) ^ 3 / 6) / (- ε) ^ 3))
          by (unfold h3; field; auto).
        rewrite Rabs_Ropp, <- Ee. apply (over_power _ (E / 12) (- ε) (- ε * x i) X 3); auto; [lra|now rewrite Ee|].
        pose proof (hermite_4 X HX0 _ Ht1). fold E in H. lra. }
      assert (Ht2 : Rabs (ε * x i) <= Rabs ε * X)
        by (rewrite Rabs_mult; apply Rmult_le_compat_l; [apply Rabs_pos|now apply HX]).
      assert (D4 : Rabs (kaplan_rest ε (ε * x i)) <= M * E ^ 4 * (e * X) ^ 3)
        by (apply rest_bound; auto; fold e; lra).
      assert (D5 : Rabs (v4 * kaplan_rest ε (ε * x i)) <= e * (5 * M * (M * E ^ 4 * X ^ 3) * n)).
      { rewrite Rabs_mult. apply Rle_trans with (Rabs v4 * (M * E ^ 4 * (e * X) ^ 3));
          [apply Rmult_le_compat_l; auto; apply Rabs_pos|].
        replace (Rabs v4 * (M * E ^ 4 * (e * X) ^ 3)) with (e * (e ^ 2 * Rabs v4 * (M * E ^ 4 * X ^ 3))) by ring.
        replace (5 * M * (M * E ^ 4 * X ^ 3) * n) with (5 * M * n * (M * E ^ 4 * X ^ 3)) by ring.
        apply Rmult_le_compat_l; [lra|]. apply Rmult_le_compat_r; auto.
        apply Rmult_le_pos; auto. apply Rmult_le_pos; lra. }
      unfold r. apply Rle_trans with (1 := Rabs_triang _ _). rewrite Rabs_Ropp.
      assert (T : Rabs (coefficient 2 b * (x i ^ 2 / 2 - h2 (- ε) (x i))
                        + coefficient 3 b * (x i ^ 3 / 6 - h3 (- ε) (x i)))
                  <= n * (e * (E / 6 * X ^ 3)) + n * (e * (E / 12 * X ^ 4))).
      { apply Rle_trans with (1 := Rabs_triang _ _). rewrite !Rabs_mult.
        apply Rplus_le_compat; apply Rmult_le_compat; auto using Rabs_pos. }
      unfold K. lra.
    - rewrite norm_scal, Rabs_right; [|apply Rle_ge, Rmult_le_pos; [lra|now apply Rmult_le_pos]].
      fold o. replace (e * (K * n) * o) with (e * (K * o) * n) by ring. apply Rmult_le_compat_r; auto.
      apply Rmult_lt_compat_r with (r := K * o + 1) in E3; [|lra].
      replace (sqrt m / 2 / (K * o + 1) * (K * o + 1)) with (sqrt m / 2) in E3 by (field; lra). lra. }
  set (g := fun i => comb [fun _ => 1; fun i => x i; fun i => h2 (- ε) (x i); fun i => h3 (- ε) (x i)] b i
                     + v4 * kaplan_rest ε (ε * x i)).
  assert (Hc : sqrt m * n <= norm l (comb cubic_columns b)).
  { specialize (Hl b eq_refl). rewrite form_norm in Hl. apply Rsqr_incr_0_var; [|apply norm_nonneg].
    unfold n. rewrite Rsqr_mult, !Rsqr_sqrt by (try apply norm2_nonneg; lra). exact Hl. }
  assert (Ht : norm l (comb cubic_columns b) <= norm l g + norm l r).
  { rewrite (norm_ext l _ (fun i => g i + r i)); [apply norm_triangle|]. intros i Hi.
    unfold g, r, cubic_columns, b, kaplan_basis, coefficient. cbn [comb nth]. ring. }
  assert (Hg : sqrt m / 2 * n <= norm l g) by lra.
  assert (Hj : lo * norm l g <= norm l (comb (J ε) [v1; v2; v3; v4])).
  { rewrite <- (Rabs_right lo) by lra. rewrite <- norm_scal, <- (norm_abs (comb (J ε) _)).
    apply norm_le. intros i Hi. rewrite (X3_kaplan_change_of_basis ε v1 v2 v3 v4 i Hne Hi). fold b. fold (g i).
    pose proof (Hw ε i (conj Hpos E1) Hi) as W. rewrite !Rabs_mult.
    rewrite (Rabs_right lo), (Rabs_right (w ε i)) by lra. apply Rmult_le_compat_r; [apply Rabs_pos|exact W]. }
  assert (Hf : lo * (sqrt m / 2 * n) <= norm l (comb (J ε) [v1; v2; v3; v4])).
  { apply Rle_trans with (2 := Hj). apply Rmult_le_compat_l; lra. }
  apply Rsqr_incr_1 in Hf; [|apply Rmult_le_pos; [lra|apply Rmult_le_pos; lra]|apply norm_nonneg].
  rewrite form_norm. apply Rle_trans with (2 := Hf).
  pose proof (kaplan_size ε v1 v2 v3 v4 M Hne He2 HM MP MPi Mψ ML Md Mdi Ma Mk) as Sz. fold b in Sz.
  assert (En : n² = norm2 b) by (apply Rsqr_sqrt, norm2_nonneg).
  assert (Es : (lo * (sqrt m / 2 * n))² = lo² * (m / 4) * norm2 b).
  { rewrite !Rsqr_mult, En. replace ((sqrt m / 2)²) with (m / 4); [ring|].
    unfold Rsqr. replace (sqrt m / 2 * (sqrt m / 2)) with (sqrt m * sqrt m / 4) by field. rewrite sqrt_sqrt; lra. }
  rewrite Es. unfold c. set (z := 4 * (68 * M ^ 5)²) in *.
  replace (lo² * (m / 4) / z * ε ^ 6 * norm2 [v1; v2; v3; v4])
    with (lo² * (m / 4) * (ε ^ 6 * norm2 [v1; v2; v3; v4] * / z)) by (field; lra).
  apply Rmult_le_compat_l; [apply Rmult_le_pos; [apply Rle_0_sqr|lra]|].
  apply Rmult_le_reg_r with z; auto. rewrite Rmult_assoc, Rinv_l, Rmult_1_r by lra. lra.
Qed.

Theorem X3_kaplan_sd_above : exists ε0 C, 0 < ε0 /\ forall ε j σ v, 0 < Rabs ε < ε0 -> 0 <= σ ->
  length v = 4%nat ->
  (forall u, length u = 4%nat -> dot l (comb (J ε) v) (comb (J ε) u) = coefficient j u) ->
  standard_deviation l σ (comb (J ε) v) <= C * σ / Rabs ε ^ 3.
Proof.
  destruct X3_kaplan_lambda_min_order as (ε0 & c & H0 & Hc & Hlow).
  exists ε0, (/ sqrt c). split; auto. intros ε j σ v He Hσ Hv E.
  pose proof (Hlow ε He) as L.
  assert (Hne : ε <> 0) by (intros ->; rewrite Rabs_R0 in He; lra).
  exact (least_squares_sd_cubed l (J ε) j v c ε σ Hc Hne L Hσ Hv E).
Qed.

(** κ from both sides. *)
Lemma column_bounded (f : R -> Run -> R) : (forall i, In i l -> continuity_pt (fun ε => f ε i) 0) ->
  exists δ B, 0 < δ /\ 0 < B /\ forall ε, Rabs ε < δ -> dot l (f ε) (f ε) <= B.
Proof.
  intros C. assert (C' : continuity_pt (fun ε => dot l (f ε) (f ε)) 0).
  { unfold dot. apply (sum_continuous l (fun ε i => f ε i * f ε i)). intros i Hi.
    apply (continuity_pt_mult (fun ε => f ε i) (fun ε => f ε i)); auto. }
  destruct (near_bounded _ C') as (δ & Hδ & H). exists δ, (dot l (f 0) (f 0) + 1). split; auto.
  split; [pose proof (dot_nonneg l (f 0)); lra|]. intros ε He. specialize (H ε He). cbv beta in H.
  apply Rabs_def2 in H. lra.
Qed.

Ltac column n :=
  apply derivable_continuous_at; unfold kaplan_j_N_c, kaplan_j_D_c, kaplan_j_alpha_N, kaplan_j_alpha_D,
    kaplan_W, kaplan_S, Rpower, Rsqr; auto_derive; repeat split; auto; try lra;
  try (apply Rplus_lt_0_compat; [apply exp_pos|]; now apply Rdiv_lt_0_compat).

Lemma trace_near : exists δ B, 0 < δ /\ 0 < B /\ forall ε, Rabs ε < δ -> trace l (J ε) <= B.
Proof.
  assert (Q : forall i, In i l -> 0 < N i /\ 0 < k * N i).
  { intros i Hi. pose proof (HN i Hi). split; auto. now apply Rmult_lt_0_compat. }
  destruct (column_bounded (fun ε i => kaplan_j_N_c N_c D_c (a * (1 + ε)) a (N i) (k * N i)))
    as (d1 & B1 & H1 & P1 & F1); [intros i Hi; destruct (Q i Hi); column i|].
  destruct (column_bounded (fun ε i => kaplan_j_D_c N_c D_c (a * (1 + ε)) a (N i) (k * N i)))
    as (d2 & B2 & H2 & P2 & F2); [intros i Hi; destruct (Q i Hi); column i|].
  destruct (column_bounded (fun ε i => kaplan_j_alpha_N N_c D_c (a * (1 + ε)) a (N i) (k * N i)))
    as (d3 & B3 & H3 & P3 & F3); [intros i Hi; destruct (Q i Hi); column i|].
  destruct (column_bounded (fun ε i => kaplan_j_alpha_D N_c D_c (a * (1 + ε)) a (N i) (k * N i)))
    as (d4 & B4 & H4' & P4 & F4); [intros i Hi; destruct (Q i Hi); column i|].
  exists (Rmin (Rmin d1 d2) (Rmin d3 d4)), (B1 + B2 + B3 + B4).
  split; [repeat apply Rmin_glb_lt; lra|]. split; [lra|]. intros ε He.
  assert (E12 : Rabs ε < Rmin d1 d2) by (apply Rlt_le_trans with (1 := He), Rmin_l).
  assert (E34 : Rabs ε < Rmin d3 d4) by (apply Rlt_le_trans with (1 := He), Rmin_r).
  assert (E1 : Rabs ε < d1) by (apply Rlt_le_trans with (1 := E12), Rmin_l).
  assert (E2 : Rabs ε < d2) by (apply Rlt_le_trans with (1 := E12), Rmin_r).
  assert (E3 : Rabs ε < d3) by (apply Rlt_le_trans with (1 := E34), Rmin_l).
  assert (E4 : Rabs ε < d4) by (apply Rlt_le_trans with (1 := E34), Rmin_r).
  specialize (F1 ε E1). specialize (F2 ε E2). specialize (F3 ε E3). specialize (F4 ε E4).
  unfold trace, J, kaplan_jacobian. cbn [sum]. lra.
Qed.

Theorem X3_kaplan_kappa_above : exists ε0 C, 0 < ε0 /\ forall ε, 0 < Rabs ε < ε0 ->
  condition_bound l (J ε) (C * / ε ^ 6).
Proof.
  destruct X3_kaplan_lambda_min_order as (e1 & c & H1 & Hc & Hlow). destruct trace_near as (e2 & B & H2 & HB & Ht).
  exists (Rmin e1 e2), (B / c). split; [apply Rmin_glb_lt; lra|]. intros ε [He He'] u v Hu Hv.
  assert (E1 : Rabs ε < e1) by (apply Rlt_le_trans with (1 := He'), Rmin_l).
  assert (E2 : Rabs ε < e2) by (apply Rlt_le_trans with (1 := He'), Rmin_r).
  assert (Hne : ε <> 0) by (intros ->; rewrite Rabs_R0 in He; lra).
  pose proof (Hlow ε (conj He E1) v Hv) as L. pose proof (form_le_trace l (J ε) u Hu) as T. specialize (Ht ε E2).
  pose proof (norm2_nonneg u) as Nu. pose proof (norm2_nonneg v) as Nv. pose proof (sixth_power_pos ε Hne) as H6.
  apply Rle_trans with (B * norm2 u * norm2 v).
  - apply Rmult_le_compat_r; auto. apply Rle_trans with (1 := T). now apply Rmult_le_compat_r.
  - replace (B / c * / ε ^ 6 * (form l (J ε) v * norm2 u))
      with (B * norm2 u * (form l (J ε) v * / (c * ε ^ 6))) by (field; lra).
    apply Rmult_le_compat_l; [apply Rmult_le_pos; lra|].
    assert (Z : 0 < c * ε ^ 6) by now apply Rmult_lt_0_compat.
    apply Rmult_le_reg_r with (c * ε ^ 6); auto. rewrite Rmult_assoc, Rinv_l, Rmult_1_r by lra. lra.
Qed.
End Ray.
