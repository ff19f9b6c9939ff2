(** B16 and X4 to the end: when the gaps of the interaction law's three columns shrink in proportion,
    ε₁ = pε, ε₂ = qε (p, q, p − q not zero), the eigenvalues of G_ABF are of orders 0, 2, 4 and
    κ = Θ(ε⁻⁴), given that f, xf, x²f are independent over the design.

    Length: four bounds of two eigenvalues share three columns and their remainders.

    name                  ==  meaning
    moving_triple         ==  the columns f, c₁(ε) e^(pεx) f, c₂(ε) e^(qεx) f
    scale_between         ==  0 < lo ≤ |c(ε)| ≤ hi for |ε| ≤ 1
    quadratic_columns     ==  f, xf, x²f/2
    X4_smallest_at_least  ==  λ₁ ≥ c ε⁴        X4_smallest_at_most  ==  λ₁ ≤ C ε⁴
    X4_second_at_least    ==  λ₂ ≥ c ε²        X4_second_at_most    ==  λ₂ ≤ C ε²
    X4_eigenvalue_orders  ==  all of it, with c ≤ λ₃ ≤ C                                       *)

From Coq Require Import Reals List Lra Lia Psatz.
From Coquelicot Require Import Rcomplements.
From Offray Require Import Sums Gram Taylor Laws Jacobian FullModel Upper TestVector Triple Proportion
  Independent Eigenvalues Rolle FiveSizes Orders.
Import ListNotations.
Open Scope R_scope.

Definition quadratic_columns {Run : Type} (f x : Run -> R) : list (Run -> R) :=
  [f; fun i => x i * f i; fun i => x i ^ 2 / 2 * f i].

Definition scale_between (c : R -> R) (lo hi : R) : Prop :=
  0 < lo /\ forall ε, Rabs ε <= 1 -> lo <= Rabs (c ε) <= hi.

Section Triple.
Context {Run : Type} (l : list Run) (f x : Run -> R) (c1 c2 : R -> R) (p q X lo hi : R).
Hypotheses (Hp : p <> 0) (Hq : q <> 0) (Hpq : p <> q) (HX0 : 0 <= X).
Hypotheses (S1 : scale_between c1 lo hi) (S2 : scale_between c2 lo hi).
Hypothesis HX : forall i, In i l -> Rabs (x i) <= X.

Definition moving_triple (ε : R) : list (Run -> R) :=
  [f; fun i => c1 ε * exp (p * ε * x i) * f i; fun i => c2 ε * exp (q * ε * x i) * f i].
Let s : R := Rabs p + Rabs q.
Let T : R := s * X.

Lemma s_nonneg : 0 <= s.
Proof. unfold s. pose proof (Rabs_pos p). pose proof (Rabs_pos q). lra. Qed.

Lemma T_nonneg : 0 <= T.
Proof. apply Rmult_le_pos; auto. apply s_nonneg. Qed.

Lemma scale_pos c ε : scale_between c lo hi -> Rabs ε <= 1 -> c ε <> 0.
Proof. intros [H0 H] He E. specialize (H ε He). rewrite E, Rabs_R0 in H. lra. Qed.

(** |sεx| ≤ T for |s| ≤ |p| + |q|. *)
Lemma exponent_range a ε i : In i l -> Rabs ε <= 1 -> Rabs a <= s -> Rabs (a * ε * x i) <= T.
Proof.
  intros Hi He Ha. unfold T. rewrite !Rabs_mult. apply Rmult_le_compat; auto using Rabs_pos.
  - apply Rmult_le_pos; apply Rabs_pos.
  - rewrite <- (Rmult_1_r s). apply Rmult_le_compat; auto using Rabs_pos.
Qed.

Lemma power_abs a ε i n : In i l -> Rabs a <= s ->
  Rabs (a * ε * x i) ^ n <= s ^ n * X ^ n * Rabs ε ^ n.
Proof.
  intros Hi Ha. rewrite !Rabs_mult, !Rpow_mult_distr.
  assert (A : Rabs a ^ n <= s ^ n) by (apply pow_incr; split; auto using Rabs_pos).
  assert (B : Rabs (x i) ^ n <= X ^ n) by (apply pow_incr; split; auto using Rabs_pos).
  replace (s ^ n * X ^ n * Rabs ε ^ n) with (s ^ n * Rabs ε ^ n * X ^ n) by ring.
  apply Rmult_le_compat; auto; try (apply pow_le, Rabs_pos).
  - apply Rmult_le_pos; apply pow_le, Rabs_pos.
  - apply Rmult_le_compat_r; auto. apply pow_le, Rabs_pos.
Qed.

Lemma p_range : Rabs p <= s.
Proof. unfold s. pose proof (Rabs_pos q). lra. Qed.
Lemma q_range : Rabs q <= s.
Proof. unfold s. pose proof (Rabs_pos p). lra. Qed.

(** λ₁ from below. *)
Definition K3 : R := exp T * (s ^ 3 * X ^ 3) / 6.
Let gap : R := Rabs (p - q).
Let pq1 : R := Rabs p * gap.
Let pq2 : R := Rabs q * gap.
Definition inverse_bound : R := (1 + s) / pq1 + (1 + s) / pq2.

Lemma gap_pos : 0 < gap.
Proof. apply Rabs_pos_lt. lra. Qed.
Lemma pq_pos : 0 < pq1 /\ 0 < pq2.
Proof. pose proof gap_pos. split; apply Rmult_lt_0_compat; auto; now apply Rabs_pos_lt. Qed.

Lemma inverse_bound_pos : 0 < inverse_bound.
Proof.
  pose proof pq_pos as [P1 P2]. pose proof s_nonneg.
  apply Rplus_lt_0_compat; apply Rdiv_lt_0_compat; lra.
Qed.

(** The remainder of order n of e^(aεx), over ε^n. *)
Lemma rest_over_power r n d a ε i : In i l -> 0 < d -> Rabs a <= s ->
  Rabs r <= exp T * Rabs (a * ε * x i) ^ n / d -> Rabs r <= exp T * (s ^ n * X ^ n) / d * Rabs ε ^ n.
Proof.
  intros Hi Hd Ha H. apply Rle_trans with (1 := H).
  replace (exp T * (s ^ n * X ^ n) / d * Rabs ε ^ n) with (exp T * (s ^ n * X ^ n * Rabs ε ^ n) / d) by (field; lra).
  unfold Rdiv. apply Rmult_le_compat_r; [left; now apply Rinv_0_lt_compat|].
  apply Rmult_le_compat_l; [left; apply exp_pos|]. now apply power_abs.
Qed.

Lemma power_constant n d : 0 < d -> 0 <= exp T * (s ^ n * X ^ n) / d.
Proof.
  intros Hd. apply Rmult_le_pos; [|left; now apply Rinv_0_lt_compat].
  apply Rmult_le_pos; [left; apply exp_pos|].
  apply Rmult_le_pos; [apply pow_le, s_nonneg|now apply pow_le].
Qed.

Definition rest3 (a ε : R) (i : Run) : R :=
  exp (a * ε * x i) - 1 - a * ε * x i - (a * ε * x i) ^ 2 / 2.

Lemma rest3_bound a ε i : In i l -> Rabs ε <= 1 -> Rabs a <= s ->
  Rabs (rest3 a ε i) <= K3 * Rabs ε ^ 3.
Proof.
  intros Hi He Ha. apply (rest_over_power _ 3 6 a ε i); auto; [lra|].
  exact (exp_remainder_3 T T_nonneg _ (exponent_range a ε i Hi He Ha)).
Qed.

Lemma K3_nonneg : 0 <= K3.
Proof. apply (power_constant 3 6). lra. Qed.

Theorem X4_smallest_at_least m ε : 0 < m -> rayleigh_lower l (quadratic_columns f x) m ->
  ε <> 0 -> Rabs ε <= 1 ->
  Rabs ε * (inverse_bound * K3 * norm l f) <= sqrt m / 2 ->
  rayleigh_lower l (moving_triple ε)
    (ε ^ 4 * (m / (4 * (2 * (1 + inverse_bound)² + 2 * (inverse_bound / lo)²)))).
Proof.
  intros Hm Hl Hε He Hd [|v1 [|v2 [|v3 [|? ?]]]] Hv; try discriminate.
  set (a := v2 * c1 ε). set (b := v3 * c2 ε).
  set (β0 := v1 + a + b). set (β1 := ε * (p * a + q * b)). set (β2 := ε ^ 2 * (p ^ 2 * a + q ^ 2 * b)).
  set (w := [β0; β1; β2]). set (n := sqrt (norm2 w)). assert (Hn : 0 <= n) by apply sqrt_pos.
  assert (C : forall j, Rabs (coefficient j w) <= n) by (intros; apply coefficient_le_norm).
  pose proof (C 0%nat) as C0. pose proof (C 1%nat) as C1. pose proof (C 2%nat) as C2.
  unfold coefficient, w in C0, C1, C2. cbn [nth] in C0, C1, C2. clear C.
  set (e := Rabs ε) in *. assert (Hae : 0 < e) by now apply Rabs_pos_lt.
  pose proof pq_pos as [P1 P2]. pose proof s_nonneg as Hs. pose proof gap_pos as Hg.
  assert (E2 : e ^ 2 = ε ^ 2) by (unfold e; rewrite RPow_abs; apply Rabs_right, Rle_ge, pow2_ge_0).
  assert (Ba : pq1 * (e ^ 2 * Rabs a) <= (1 + s) * n).
  { assert (Q : ε ^ 2 * (p * (p - q) * a) = β2 - ε * q * β1) by (unfold β1, β2; ring).
    replace (pq1 * (e ^ 2 * Rabs a)) with (Rabs (ε ^ 2 * (p * (p - q) * a))).
    - rewrite Q. unfold Rminus. apply Rle_trans with (1 := Rabs_triang _ _).
      rewrite Rabs_Ropp, !Rabs_mult. fold e.
      assert (Rabs q * Rabs β1 <= s * n) by (apply Rmult_le_compat; auto using Rabs_pos, q_range).
      assert (e * (Rabs q * Rabs β1) <= 1 * (s * n)).
      { apply Rmult_le_compat; auto; [lra|]. apply Rmult_le_pos; apply Rabs_pos. }
      lra.
    - rewrite !Rabs_mult, <- RPow_abs. fold e gap. unfold pq1. ring. }
  assert (Bb : pq2 * (e ^ 2 * Rabs b) <= (1 + s) * n).
  { assert (Q : ε ^ 2 * (q * (p - q) * b) = - (β2 - ε * p * β1)) by (unfold β1, β2; ring).
    replace (pq2 * (e ^ 2 * Rabs b)) with (Rabs (ε ^ 2 * (q * (p - q) * b))).
    - rewrite Q, Rabs_Ropp. unfold Rminus. apply Rle_trans with (1 := Rabs_triang _ _).
      rewrite Rabs_Ropp, !Rabs_mult. fold e.
      assert (Rabs p * Rabs β1 <= s * n) by (apply Rmult_le_compat; auto using Rabs_pos, p_range).
      assert (e * (Rabs p * Rabs β1) <= 1 * (s * n)).
      { apply Rmult_le_compat; auto; [lra|]. apply Rmult_le_pos; apply Rabs_pos. }
      lra.
    - rewrite !Rabs_mult, <- RPow_abs. fold e gap. unfold pq2. ring. }
  assert (Da : e ^ 2 * Rabs a <= (1 + s) / pq1 * n).
  { apply Rmult_le_reg_l with pq1; auto. replace (pq1 * ((1 + s) / pq1 * n)) with ((1 + s) * n) by (field; lra). auto. }
  assert (Db : e ^ 2 * Rabs b <= (1 + s) / pq2 * n).
  { apply Rmult_le_reg_l with pq2; auto. replace (pq2 * ((1 + s) / pq2 * n)) with ((1 + s) * n) by (field; lra). auto. }
  pose proof inverse_bound_pos as HI.
  assert (I1 : (1 + s) / pq1 <= inverse_bound).
  { unfold inverse_bound. assert (0 < (1 + s) / pq2) by (apply Rdiv_lt_0_compat; lra). lra. }
  assert (I2 : (1 + s) / pq2 <= inverse_bound).
  { unfold inverse_bound. assert (0 < (1 + s) / pq1) by (apply Rdiv_lt_0_compat; lra). lra. }
  assert (Fa : e ^ 2 * Rabs a <= inverse_bound * n)
    by (apply Rle_trans with (1 := Da); now apply Rmult_le_compat_r).
  assert (Fb : e ^ 2 * Rabs b <= inverse_bound * n)
    by (apply Rle_trans with (1 := Db); now apply Rmult_le_compat_r).
  assert (Dab : e ^ 2 * Rabs a + e ^ 2 * Rabs b <= inverse_bound * n).
  { apply Rle_trans with ((1 + s) / pq1 * n + (1 + s) / pq2 * n); [lra|]. unfold inverse_bound. lra. }
  set (r := fun i => - ((a * rest3 p ε i + b * rest3 q ε i) * f i)).
  assert (Hr : norm l r <= sqrt m / 2 * n).
  { apply Rle_trans with (norm l (fun i => (e * (inverse_bound * n * K3)) * Rabs (f i))).
    - apply norm_le. intros i Hi. unfold r. rewrite Rabs_Ropp, Rabs_mult.
      apply Rmult_le_compat_r; [apply Rabs_pos|]. apply Rle_trans with (1 := Rabs_triang _ _).
      rewrite !Rabs_mult.
      pose proof (rest3_bound p ε i Hi He p_range) as R1. pose proof (rest3_bound q ε i Hi He q_range) as R2.
      fold e in R1, R2.
      apply Rle_trans with (Rabs a * (K3 * e ^ 3) + Rabs b * (K3 * e ^ 3)).
      + apply Rplus_le_compat; apply Rmult_le_compat_l; auto using Rabs_pos.
      + replace (Rabs a * (K3 * e ^ 3) + Rabs b * (K3 * e ^ 3))
          with (e * ((e ^ 2 * Rabs a + e ^ 2 * Rabs b) * K3)) by ring.
        apply Rmult_le_compat_l; [lra|]. apply Rmult_le_compat_r; auto. apply K3_nonneg.
    - rewrite norm_scal, Rabs_right.
      + replace (norm l (fun i => Rabs (f i))) with (norm l f).
        * replace (e * (inverse_bound * n * K3) * norm l f) with (e * (inverse_bound * K3 * norm l f) * n) by ring.
          now apply Rmult_le_compat_r.
        * unfold norm, dot. f_equal. apply sum_ext. intros i _.
          rewrite <- Rabs_mult, Rabs_right; auto. apply Rle_ge, Rle_0_sqr.
      + apply Rle_ge, Rmult_le_pos; [lra|]. apply Rmult_le_pos; [apply Rmult_le_pos; lra|apply K3_nonneg]. }
  assert (Hw : sqrt m * n <= norm l (comb (quadratic_columns f x) w)).
  { specialize (Hl w eq_refl). rewrite form_norm in Hl. apply Rsqr_incr_0_var; [|apply norm_nonneg].
    unfold n. rewrite Rsqr_mult, !Rsqr_sqrt by (try apply norm2_nonneg; lra). exact Hl. }
  assert (Ht : norm l (comb (quadratic_columns f x) w) <= norm l (comb (moving_triple ε) [v1; v2; v3]) + norm l r).
  { rewrite (norm_ext l _ (fun i => comb (moving_triple ε) [v1; v2; v3] i + r i)); [apply norm_triangle|].
    intros i Hi. unfold quadratic_columns, moving_triple, w, r, rest3, β0, β1, β2, a, b. cbn [comb]. field. }
  assert (Hh : sqrt m / 2 * n <= norm l (comb (moving_triple ε) [v1; v2; v3])) by lra.
  assert (Hsm : 0 < sqrt m) by now apply sqrt_lt_R0.
  apply Rsqr_incr_1 in Hh; [|apply Rmult_le_pos; lra|apply norm_nonneg]. rewrite form_norm.
  apply Rle_trans with (2 := Hh). clear Hh Ht Hw Hr r Hd.
  destruct S1 as [Hlo B1]. destruct S2 as [_ B2]. specialize (B1 ε He). specialize (B2 ε He).
  assert (Qa : (e ^ 2 * v2)² <= (inverse_bound / lo * n)²).
  { apply sqr_le_of_abs. rewrite Rabs_mult, (Rabs_right (e ^ 2)) by (apply Rle_ge, pow_le; lra).
    apply Rmult_le_reg_r with lo; auto.
    replace (inverse_bound / lo * n * lo) with (inverse_bound * n) by (field; lra).
    apply Rle_trans with (2 := Fa). rewrite Rmult_assoc. apply Rmult_le_compat_l; [apply pow_le; lra|].
    unfold a. rewrite Rabs_mult. apply Rmult_le_compat_l; [apply Rabs_pos|lra]. }
  assert (Qb : (e ^ 2 * v3)² <= (inverse_bound / lo * n)²).
  { apply sqr_le_of_abs. rewrite Rabs_mult, (Rabs_right (e ^ 2)) by (apply Rle_ge, pow_le; lra).
    apply Rmult_le_reg_r with lo; auto.
    replace (inverse_bound / lo * n * lo) with (inverse_bound * n) by (field; lra).
    apply Rle_trans with (2 := Fb). rewrite Rmult_assoc. apply Rmult_le_compat_l; [apply pow_le; lra|].
    unfold b. rewrite Rabs_mult. apply Rmult_le_compat_l; [apply Rabs_pos|lra]. }
  assert (Q1 : (e ^ 2 * v1)² <= ((1 + inverse_bound) * n)²).
  { apply sqr_le_of_abs. rewrite Rabs_mult, (Rabs_right (e ^ 2)) by (apply Rle_ge, pow_le; lra).
    replace v1 with (β0 - a - b) by (unfold β0; ring).
    assert (V : Rabs (β0 - a - b) <= n + Rabs a + Rabs b).
    { unfold Rminus. apply Rle_trans with (1 := Rabs_triang _ _). rewrite Rabs_Ropp. apply Rplus_le_compat_r.
      apply Rle_trans with (1 := Rabs_triang _ _). rewrite Rabs_Ropp. lra. }
    assert (He2 : 0 <= e ^ 2 <= 1).
    { split; [apply pow_le; lra|]. rewrite <- (pow1 2). apply pow_incr. lra. }
    apply Rle_trans with (e ^ 2 * (n + Rabs a + Rabs b)); [apply Rmult_le_compat_l; lra|].
    replace (e ^ 2 * (n + Rabs a + Rabs b)) with (e ^ 2 * n + (e ^ 2 * Rabs a + e ^ 2 * Rabs b)) by ring.
    pose proof (Rmult_le_compat_r _ _ _ Hn (proj2 He2)). lra. }
  rewrite Rsqr_mult, (Rsqr_mult _ n) in Qa. rewrite Rsqr_mult, (Rsqr_mult _ n) in Qb.
  rewrite Rsqr_mult, (Rsqr_mult _ n) in Q1.
  set (z := 2 * (1 + inverse_bound)² + 2 * (inverse_bound / lo)²).
  assert (Hz : 0 < z).
  { unfold z. assert (0 < (1 + inverse_bound)²) by (apply Rlt_0_sqr; lra).
    pose proof (Rle_0_sqr (inverse_bound / lo)). lra. }
  assert (E4 : (e ^ 2)² = ε ^ 4) by (rewrite E2; unfold Rsqr; ring).
  rewrite E4 in Qa, Qb, Q1.
  assert (M : ε ^ 4 * norm2 [v1; v2; v3] <= z * n²).
  { unfold norm2. cbn [sum]. unfold z. pose proof (Rle_0_sqr n).
    assert (0 <= (1 + inverse_bound)² * n²) by (apply Rmult_le_pos; apply Rle_0_sqr). lra. }
  assert (Em : (sqrt m / 2 * n)² = m / 4 * n²).
  { rewrite Rsqr_mult. f_equal. unfold Rsqr. replace (sqrt m / 2 * (sqrt m / 2)) with (sqrt m * sqrt m / 4) by field.
    rewrite sqrt_sqrt; lra. }
  rewrite Em. replace (ε ^ 4 * (m / (4 * z)) * norm2 [v1; v2; v3])
    with (m / 4 * (ε ^ 4 * norm2 [v1; v2; v3] * / z)) by (field; lra).
  apply Rmult_le_compat_l; [lra|]. apply Rmult_le_reg_r with z; auto.
  rewrite Rmult_assoc, Rinv_l, Rmult_1_r by lra. lra.
Qed.

Theorem X4_smallest_at_most ε : Rabs ε <= 1 ->
  eigenvalue_at_most l (moving_triple ε) 1
    ((p * q * s * exp T / 2)² * (Σ i ∈ l, x i ^ 4 * (f i)²) / (q - p)² * ε ^ 4).
Proof.
  intros He. pose proof (scale_pos c1 ε S1 He) as H1. pose proof (scale_pos c2 ε S2 He) as H2.
  set (F := Σ i ∈ l, x i ^ 4 * (f i)²).
  assert (HF : 0 <= F).
  { apply sum_nonneg. intros i _. apply Rmult_le_pos; [|apply Rle_0_sqr].
    replace (x i ^ 4) with ((x i ^ 2)²) by (unfold Rsqr; ring). apply Rle_0_sqr. }
  assert (Hg : 0 < (q - p)²) by (apply Rlt_0_sqr; lra).
  apply (smallest_at_most l (moving_triple ε) _ (plane_vector (c1 ε) (c2 ε) p q)); [reflexivity| |].
  - apply Rlt_le_trans with (2 := coefficient_le (plane_vector (c1 ε) (c2 ε) p q) 0). exact Hg.
  - apply Rle_trans with (1 := X4_image l f x (c1 ε) (c2 ε) p q X H1 H2 HX0 HX ε).
    unfold triple_bound. fold s F.
    assert (B : (p * q * s * exp (Rabs ε * X * s) / 2)² <= (p * q * s * exp T / 2)²).
    { replace (p * q * s * exp (Rabs ε * X * s) / 2) with (p * q * s / 2 * exp (Rabs ε * X * s)) by field.
      replace (p * q * s * exp T / 2) with (p * q * s / 2 * exp T) by field. rewrite !(Rsqr_mult (p * q * s / 2)).
      apply Rmult_le_compat_l; [apply Rle_0_sqr|]. apply Rsqr_incr_1; try (left; apply exp_pos).
      assert (Q : Rabs ε * X * s <= T).
      { unfold T. replace (Rabs ε * X * s) with (Rabs ε * (s * X)) by ring.
        apply gap_times; auto. apply T_nonneg. }
      destruct Q as [Q|Q]; [left; now apply exp_increasing|rewrite Q; lra]. }
    set (P := (p * q * s * exp T / 2)²) in *.
    apply Rle_trans with (P * F / (q - p)² * ε ^ 4 * (q - p)²).
    + replace (P * F / (q - p)² * ε ^ 4 * (q - p)²) with (ε ^ 4 * (P * F)) by (field; lra).
      apply Rmult_le_compat_l; [|now apply Rmult_le_compat_r].
      replace (ε ^ 4) with ((ε ^ 2)²) by (unfold Rsqr; ring). apply Rle_0_sqr.
    + apply Rmult_le_compat_l; [|exact (coefficient_le (plane_vector (c1 ε) (c2 ε) p q) 0)].
      apply Rmult_le_pos.
      * apply Rmult_le_pos; [apply Rmult_le_pos; auto; apply Rle_0_sqr|left; now apply Rinv_0_lt_compat].
      * replace (ε ^ 4) with ((ε ^ 2)²) by (unfold Rsqr; ring). apply Rle_0_sqr.
Qed.

(** λ₂. *)
Definition K2 : R := exp T * (s ^ 2 * X ^ 2) / 2.
Definition rest2 (a ε : R) (i : Run) : R := exp (a * ε * x i) - 1 - a * ε * x i.

Lemma rest2_bound a ε i : In i l -> Rabs ε <= 1 -> Rabs a <= s -> Rabs (rest2 a ε i) <= K2 * Rabs ε ^ 2.
Proof.
  intros Hi He Ha. apply (rest_over_power _ 2 2 a ε i); auto; [lra|].
  exact (exp_remainder_2 T T_nonneg _ (exponent_range a ε i Hi He Ha)).
Qed.

Theorem X4_second_at_least m ε : 0 < m -> rayleigh_lower l (quadratic_columns f x) m ->
  ε <> 0 -> Rabs ε <= 1 -> Rabs ε * (K2 / Rabs p * norm l f) <= sqrt m / 2 ->
  eigenvalue_at_least l (moving_triple ε) 2 (m / (4 * ((1 + / Rabs p)² + (/ (Rabs p * lo))²)) * ε ^ 2).
Proof.
  intros Hm Hl Hε He Hd. exists [[1; 0; 0]; [0; 1; 0]].
  assert (E : forall a b, member 3 [[1; 0; 0]; [0; 1; 0]] [a; b] = [a; b; 0])
    by (intros; cbv [member combine_vectors repeat]; repeat (apply f_equal2; [ring|]); reflexivity).
  change (length (moving_triple ε)) with 3%nat. simpl Nat.sub. split.
  { split; auto. split; [repeat constructor|]. intros [|a [|b [|? ?]]] Hc; try discriminate.
    rewrite E. unfold norm2. cbn [sum]. unfold Rsqr. lra. }
  intros [|v1 [|v2 [|? ?]]] Hc; try discriminate. cbv zeta. rewrite E. clear E.
  set (a := v2 * c1 ε). set (w := [v1 + a; ε * (p * a); 0]). set (n := sqrt (norm2 w)).
  assert (Hn : 0 <= n) by apply sqrt_pos.
  pose proof (coefficient_le_norm 0 w) as C0. pose proof (coefficient_le_norm 1 w) as C1.
  unfold coefficient, w in C0, C1. cbn [nth] in C0, C1. fold w n in C0, C1.
  set (e := Rabs ε) in *. assert (Hae : 0 < e) by now apply Rabs_pos_lt.
  assert (Hap : 0 < Rabs p) by now apply Rabs_pos_lt.
  assert (Fa : e * Rabs a <= / Rabs p * n).
  { apply Rmult_le_reg_l with (Rabs p); auto. rewrite <- (Rmult_assoc (Rabs p) (/ Rabs p)), Rinv_r, Rmult_1_l by lra.
    apply Rle_trans with (2 := C1). rewrite !Rabs_mult. fold e. apply Req_le. ring. }
  assert (HK : 0 <= K2).
  { apply (power_constant 2 2). lra. }
  set (r := fun i => - (a * rest2 p ε i * f i)).
  assert (Hr : norm l r <= sqrt m / 2 * n).
  { apply Rle_trans with (norm l (fun i => (e * (/ Rabs p * n * K2)) * Rabs (f i))).
    - apply norm_le. intros i Hi. unfold r. rewrite Rabs_Ropp, Rabs_mult.
      apply Rmult_le_compat_r; [apply Rabs_pos|]. rewrite Rabs_mult.
      pose proof (rest2_bound p ε i Hi He p_range) as R1. fold e in R1.
      apply Rle_trans with (Rabs a * (K2 * e ^ 2)); [apply Rmult_le_compat_l; auto using Rabs_pos|].
      replace (Rabs a * (K2 * e ^ 2)) with (e * (e * Rabs a * K2)) by ring.
      apply Rmult_le_compat_l; [lra|]. now apply Rmult_le_compat_r.
    - assert (Hi0 : 0 < / Rabs p) by now apply Rinv_0_lt_compat.
      rewrite norm_scal, Rabs_right.
      + replace (norm l (fun i => Rabs (f i))) with (norm l f).
        * replace (e * (/ Rabs p * n * K2) * norm l f) with (e * (K2 / Rabs p * norm l f) * n) by (field; lra).
          now apply Rmult_le_compat_r.
        * unfold norm, dot. f_equal. apply sum_ext. intros i _.
          rewrite <- Rabs_mult, Rabs_right; auto. apply Rle_ge, Rle_0_sqr.
      + apply Rle_ge, Rmult_le_pos; [lra|]. apply Rmult_le_pos; auto. apply Rmult_le_pos; lra. }
  assert (Hw : sqrt m * n <= norm l (comb (quadratic_columns f x) w)).
  { specialize (Hl w eq_refl). rewrite form_norm in Hl. apply Rsqr_incr_0_var; [|apply norm_nonneg].
    unfold n. rewrite Rsqr_mult, !Rsqr_sqrt by (try apply norm2_nonneg; lra). exact Hl. }
  assert (Ht : norm l (comb (quadratic_columns f x) w) <= norm l (comb (moving_triple ε) [v1; v2; 0]) + norm l r).
  { rewrite (norm_ext l _ (fun i => comb (moving_triple ε) [v1; v2; 0] i + r i)); [apply norm_triangle|].
    intros i Hi. unfold quadratic_columns, moving_triple, w, r, rest2, a. cbn [comb]. field. }
  assert (Hh : sqrt m / 2 * n <= norm l (comb (moving_triple ε) [v1; v2; 0])) by lra.
  assert (Hsm : 0 < sqrt m) by now apply sqrt_lt_R0.
  apply Rsqr_incr_1 in Hh; [|apply Rmult_le_pos; lra|apply norm_nonneg]. rewrite form_norm.
  apply Rle_trans with (2 := Hh). clear Hh Ht Hw Hr r Hd.
  destruct S1 as [Hlo B1]. specialize (B1 ε He).
  assert (Qa : (e * v2)² <= (/ (Rabs p * lo) * n)²).
  { apply sqr_le_of_abs. rewrite Rabs_mult, (Rabs_right e) by lra. apply Rmult_le_reg_r with lo; auto.
    replace (/ (Rabs p * lo) * n * lo) with (/ Rabs p * n) by (field; lra).
    apply Rle_trans with (2 := Fa). rewrite Rmult_assoc. apply Rmult_le_compat_l; [lra|].
    unfold a. rewrite Rabs_mult. apply Rmult_le_compat_l; [apply Rabs_pos|lra]. }
  assert (Q1 : (e * v1)² <= ((1 + / Rabs p) * n)²).
  { apply sqr_le_of_abs. rewrite Rabs_mult, (Rabs_right e) by lra. replace v1 with (v1 + a - a) by ring.
    assert (V : Rabs (v1 + a - a) <= n + Rabs a).
    { unfold Rminus. apply Rle_trans with (1 := Rabs_triang _ _). rewrite Rabs_Ropp. now apply Rplus_le_compat_r. }
    apply Rle_trans with (e * (n + Rabs a)); [apply Rmult_le_compat_l; lra|].
    pose proof (Rmult_le_compat_r _ _ _ Hn He). lra. }
  rewrite Rsqr_mult, (Rsqr_mult _ n) in Qa. rewrite Rsqr_mult, (Rsqr_mult _ n) in Q1.
  set (z := (1 + / Rabs p)² + (/ (Rabs p * lo))²).
  assert (Hz : 0 < z).
  { assert (0 < / Rabs p) by now apply Rinv_0_lt_compat. unfold z.
    assert (0 < (1 + / Rabs p)²) by (apply Rlt_0_sqr; lra). pose proof (Rle_0_sqr (/ (Rabs p * lo))). lra. }
  assert (E2 : e² = ε ^ 2) by (unfold e; rewrite <- Rsqr_abs; unfold Rsqr; ring). rewrite E2 in Qa, Q1.
  assert (M : ε ^ 2 * norm2 [v1; v2; 0] <= z * n²).
  { unfold norm2. cbn [sum]. replace (0²) with 0 by (unfold Rsqr; ring). unfold z. lra. }
  assert (Em : (sqrt m / 2 * n)² = m / 4 * n²).
  { rewrite Rsqr_mult. f_equal. unfold Rsqr. replace (sqrt m / 2 * (sqrt m / 2)) with (sqrt m * sqrt m / 4) by field.
    rewrite sqrt_sqrt; lra. }
  rewrite Em. replace (m / (4 * z) * ε ^ 2 * norm2 [v1; v2; 0])
    with (m / 4 * (ε ^ 2 * norm2 [v1; v2; 0] * / z)) by (field; lra).
  apply Rmult_le_compat_l; [lra|]. apply Rmult_le_reg_r with z; auto.
  rewrite Rmult_assoc, Rinv_l, Rmult_1_r by lra. lra.
Qed.

Theorem X4_second_at_most ε : Rabs ε <= 1 ->
  eigenvalue_at_most l (moving_triple ε) 2 (2 * (hi * (exp T * T))² * dot l f f * ε ^ 2).
Proof.
  intros He. exists [[- c1 ε; 1; 0]; [- c2 ε; 0; 1]].
  assert (E : forall a b, member 3 [[- c1 ε; 1; 0]; [- c2 ε; 0; 1]] [a; b] = [- (a * c1 ε) - b * c2 ε; a; b])
    by (intros; cbv [member combine_vectors repeat]; repeat (apply f_equal2; [ring|]); reflexivity).
  assert (Nn : forall v a b, a² + b² <= norm2 [v; a; b]).
  { intros v a b. unfold norm2. cbn [sum]. pose proof (Rle_0_sqr v). lra. }
  change (length (moving_triple ε)) with 3%nat. split.
  { split; auto. split; [repeat constructor|]. intros [|a [|b [|? ?]]] Hc; try discriminate.
    rewrite E. intros Z. pose proof (Nn (- (a * c1 ε) - b * c2 ε) a b) as H. rewrite Z in H.
    unfold norm2. cbn [sum]. pose proof (Rle_0_sqr a). pose proof (Rle_0_sqr b). lra. }
  intros [|a [|b [|? ?]]] Hc; try discriminate. cbv zeta. rewrite E. clear E.
  destruct S1 as [Hlo B1]. destruct S2 as [_ B2]. specialize (B1 ε He). specialize (B2 ε He).
  pose proof T_nonneg as HT. set (h := hi * (exp T * T)).
  assert (P0 : forall c, Rabs c <= s -> forall i, In i l -> Rabs (exp (c * ε * x i) - 1) <= Rabs ε * (exp T * T)).
  { intros c Hcs i Hi. apply Rle_trans with (1 := exp_remainder_1 T HT _ (exponent_range c ε i Hi He Hcs)).
    replace (Rabs ε * (exp T * T)) with (exp T * (Rabs ε * T)) by ring.
    apply Rmult_le_compat_l; [left; apply exp_pos|].
    pose proof (power_abs c ε i 1 Hi Hcs) as P. rewrite !pow_1 in P. unfold T. lra. }
  apply Rle_trans with (2 * h² * dot l f f * ε ^ 2 * (a² + b²)).
  - unfold form, dot.
    replace (2 * h² * (Σ i ∈ l, f i * f i) * ε ^ 2 * (a² + b²))
      with (2 * ((Rabs ε)² * h²) * (a² + b²) * (Σ i ∈ l, f i * f i))
      by (rewrite <- Rsqr_abs; unfold Rsqr; ring).
    rewrite <- sum_scal. apply sum_le. intros i Hi. unfold moving_triple. cbn [comb].
    set (g1 := c1 ε * (exp (p * ε * x i) - 1)). set (g2 := c2 ε * (exp (q * ε * x i) - 1)).
    replace ((- (a * c1 ε) - b * c2 ε) * f i + (a * (c1 ε * exp (p * ε * x i) * f i)
      + (b * (c2 ε * exp (q * ε * x i) * f i) + 0))) with ((a * g1 + b * g2) * f i) by (unfold g1, g2; ring).
    assert (G : forall c y, lo <= Rabs c <= hi -> Rabs y <= Rabs ε * (exp T * T) -> (c * y)² <= (Rabs ε)² * h²).
    { intros c y Hcc Hy. rewrite <- Rsqr_mult. apply sqr_le_of_abs. rewrite Rabs_mult.
      unfold h. replace (Rabs ε * (hi * (exp T * T))) with (hi * (Rabs ε * (exp T * T))) by ring.
      apply Rmult_le_compat; auto using Rabs_pos; lra. }
    assert (G1 : g1² <= (Rabs ε)² * h²) by (apply G; auto; apply P0; auto using p_range).
    assert (G2 : g2² <= (Rabs ε)² * h²) by (apply G; auto; apply P0; auto using q_range).
    rewrite Rsqr_mult. change ((f i)²) with (f i * f i). apply Rmult_le_compat_r; [apply Rle_0_sqr|].
    assert (Cs : (a * g1 + b * g2)² <= (a² + b²) * (g1² + g2²))
      by (pose proof (Rle_0_sqr (a * g2 - b * g1)); unfold Rsqr in *; lra).
    apply Rle_trans with (1 := Cs). set (y := (Rabs ε)² * h²) in *.
    replace (2 * y * (a² + b²)) with ((a² + b²) * (2 * y)) by ring.
    apply Rmult_le_compat_l; [|lra]. pose proof (Rle_0_sqr a). pose proof (Rle_0_sqr b). lra.
  - apply Rmult_le_compat_l; [|apply Nn]. apply Rmult_le_pos.
    + apply Rmult_le_pos; [|apply dot_nonneg]. pose proof (Rle_0_sqr h). lra.
    + replace (ε ^ 2) with (ε²) by (unfold Rsqr; ring). apply Rle_0_sqr.
Qed.

Lemma X4_trace ε v : Rabs ε <= 1 -> length v = 3%nat ->
  form l (moving_triple ε) v <= (1 + 2 * (hi * exp T)²) * dot l f f * norm2 v.
Proof.
  intros He Hv. apply Rle_trans with (1 := form_le_trace l (moving_triple ε) v Hv).
  apply Rmult_le_compat_r; [apply norm2_nonneg|]. unfold trace, moving_triple. cbn [sum].
  destruct S1 as [Hlo B1]. destruct S2 as [_ B2]. specialize (B1 ε He). specialize (B2 ε He).
  assert (G : forall c a, lo <= Rabs c <= hi -> Rabs a <= s ->
    dot l (fun i => c * exp (a * ε * x i) * f i) (fun i => c * exp (a * ε * x i) * f i)
    <= (hi * exp T)² * dot l f f).
  { intros c a Hc Ha. unfold dot. rewrite <- sum_scal. apply sum_le. intros i Hi.
    replace (c * exp (a * ε * x i) * f i * (c * exp (a * ε * x i) * f i))
      with ((c * exp (a * ε * x i))² * (f i * f i)) by (unfold Rsqr; ring).
    apply Rmult_le_compat_r; [apply Rle_0_sqr|]. apply sqr_le_of_abs. rewrite Rabs_mult.
    apply Rmult_le_compat; auto using Rabs_pos; [lra|]. rewrite Rabs_right by (left; apply exp_pos).
    apply (exp_le_T T). now apply exponent_range. }
  pose proof (G (c1 ε) p B1 p_range). pose proof (G (c2 ε) q B2 q_range). lra.
Qed.

Theorem X4_eigenvalue_orders : 0 < dot l f f -> injective l (quadratic_columns f x) ->
  exists ε0 c C, 0 < ε0 /\ 0 < c /\ forall ε, 0 < Rabs ε < ε0 ->
    (eigenvalue_at_least l (moving_triple ε) 1 (c * ε ^ 4) /\ eigenvalue_at_most l (moving_triple ε) 1 (C * ε ^ 4))
    /\ (eigenvalue_at_least l (moving_triple ε) 2 (c * ε ^ 2) /\ eigenvalue_at_most l (moving_triple ε) 2 (C * ε ^ 2))
    /\ (eigenvalue_at_least l (moving_triple ε) 3 c /\ eigenvalue_at_most l (moving_triple ε) 3 C).
Proof.
  intros Hf Hinj. destruct (bounded_below l _ Hinj) as (m & Hm & Hl).
  assert (Hsm : 0 < sqrt m) by now apply sqrt_lt_R0.
  pose proof inverse_bound_pos as HI. pose proof K3_nonneg as HK. pose proof (norm_nonneg l f) as HN.
  set (d1 := inverse_bound * K3 * norm l f). set (d2 := K2 / Rabs p * norm l f).
  assert (D1 : 0 <= d1) by (apply Rmult_le_pos; auto; apply Rmult_le_pos; lra).
  assert (D2 : 0 <= d2).
  { apply Rmult_le_pos; auto. assert (0 < / Rabs p) by (now apply Rinv_0_lt_compat, Rabs_pos_lt).
    apply Rmult_le_pos; [|lra]. unfold K2. pose proof (pow_le s 2 s_nonneg). pose proof (pow_le X 2 HX0).
    pose proof (exp_pos T).
    assert (0 <= exp T * (s ^ 2 * X ^ 2)) by (apply Rmult_le_pos; [lra|now apply Rmult_le_pos]). lra. }
  assert (He0 : 0 < sqrt m / 2 / (d1 + d2 + 1)) by (apply Rdiv_lt_0_compat; lra).
  set (k1 := m / (4 * (2 * (1 + inverse_bound)² + 2 * (inverse_bound / lo)²))).
  set (k2 := m / (4 * ((1 + / Rabs p)² + (/ (Rabs p * lo))²))).
  assert (Hk1 : 0 < k1).
  { apply Rdiv_lt_0_compat; auto. assert (0 < (1 + inverse_bound)²) by (apply Rlt_0_sqr; lra).
    pose proof (Rle_0_sqr (inverse_bound / lo)). lra. }
  assert (Hk2 : 0 < k2).
  { apply Rdiv_lt_0_compat; auto. assert (0 < / Rabs p) by (now apply Rinv_0_lt_compat, Rabs_pos_lt).
    assert (0 < (1 + / Rabs p)²) by (apply Rlt_0_sqr; lra). pose proof (Rle_0_sqr (/ (Rabs p * lo))). lra. }
  set (C1 := (p * q * s * exp T / 2)² * (Σ i ∈ l, x i ^ 4 * (f i)²) / (q - p)²).
  set (C2 := 2 * (hi * (exp T * T))² * dot l f f). set (C3 := (1 + 2 * (hi * exp T)²) * dot l f f).
  exists (Rmin 1 (sqrt m / 2 / (d1 + d2 + 1))), (Rmin k1 (Rmin k2 (dot l f f))), (Rmax C1 (Rmax C2 C3)).
  split; [apply Rmin_glb_lt; lra|]. split; [repeat apply Rmin_glb_lt; lra|].
  intros ε [He He']. assert (Hne : ε <> 0) by (intros ->; rewrite Rabs_R0 in He; lra).
  assert (E1 : Rabs ε <= 1) by (left; apply Rlt_le_trans with (1 := He'), Rmin_l).
  assert (E2 : Rabs ε * (d1 + d2 + 1) <= sqrt m / 2).
  { assert (Q : Rabs ε < sqrt m / 2 / (d1 + d2 + 1)) by (apply Rlt_le_trans with (1 := He'), Rmin_r).
    apply Rmult_lt_compat_r with (r := d1 + d2 + 1) in Q; [|lra].
    replace (sqrt m / 2 / (d1 + d2 + 1) * (d1 + d2 + 1)) with (sqrt m / 2) in Q by (field; lra). lra. }
  assert (Ed1 : Rabs ε * d1 <= sqrt m / 2) by (pose proof (Rmult_le_compat_l (Rabs ε) d1 (d1 + d2 + 1)); lra).
  assert (Ed2 : Rabs ε * d2 <= sqrt m / 2) by (pose proof (Rmult_le_compat_l (Rabs ε) d2 (d1 + d2 + 1)); lra).
  assert (P4 : 0 <= ε ^ 4) by (replace (ε ^ 4) with ((ε ^ 2)²) by (unfold Rsqr; ring); apply Rle_0_sqr).
  assert (P2 : 0 <= ε ^ 2) by (replace (ε ^ 2) with (ε²) by (unfold Rsqr; ring); apply Rle_0_sqr).
  pose proof (Rmin_l k1 (Rmin k2 (dot l f f))). pose proof (Rmin_r k1 (Rmin k2 (dot l f f))).
  pose proof (Rmin_l k2 (dot l f f)). pose proof (Rmin_r k2 (dot l f f)).
  pose proof (Rmax_l C1 (Rmax C2 C3)). pose proof (Rmax_r C1 (Rmax C2 C3)).
  pose proof (Rmax_l C2 C3). pose proof (Rmax_r C2 C3).
  split; [split|split; split].
  - apply eigenvalue_weaken with (k1 * ε ^ 4); [apply Rmult_le_compat_r; lra|]. apply smallest_at_least.
    rewrite Rmult_comm. now apply X4_smallest_at_least.
  - apply eigenvalue_loosen with (C1 * ε ^ 4); [apply Rmult_le_compat_r; lra|]. now apply X4_smallest_at_most.
  - apply eigenvalue_weaken with (k2 * ε ^ 2); [apply Rmult_le_compat_r; lra|]. now apply X4_second_at_least.
  - apply eigenvalue_loosen with (C2 * ε ^ 2); [apply Rmult_le_compat_r; lra|]. now apply X4_second_at_most.
  - apply eigenvalue_weaken with (dot l f f); [lra|]. exists [[1; 0; 0]].
    assert (E : forall a, member 3 [[1; 0; 0]] [a] = [a; 0; 0])
      by (intros; cbv [member combine_vectors repeat]; repeat (apply f_equal2; [ring|]); reflexivity).
    change (length (moving_triple ε)) with 3%nat. simpl Nat.sub. split.
    { split; auto. split; [repeat constructor|]. intros [|a [|? ?]] Hc; try discriminate.
      rewrite E. unfold norm2. cbn [sum]. unfold Rsqr. lra. }
    intros [|a [|? ?]] Hc; try discriminate. cbv zeta. rewrite E.
    assert (F : form l (moving_triple ε) [a; 0; 0] = a² * dot l f f).
    { unfold form, dot. rewrite <- sum_scal. apply sum_ext. intros. cbn [comb moving_triple]. unfold Rsqr. ring. }
    rewrite F. unfold norm2. cbn [sum]. unfold Rsqr. lra.
  - apply eigenvalue_loosen with C3; [lra|]. apply (largest_at_most l (moving_triple ε)). intros v Hv.
    now apply X4_trace.
Qed.
End Triple.
