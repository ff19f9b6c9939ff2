(** B16: the determinant of rows (1, e^ax, e^bx) against that of (1, x, x²), by the mean value theorem.

    name                       ==  meaning
    rows3                      ==  the 3×3 determinant, by rows
    vandermonde x y z          ==  (y − x)(z − x)(z − y)
    B16_power_determinant      ==  sorted y's: the determinant of rows (1, y, y^p) is
                                   ½ p(p − 1) vandermonde(y) θ, θ between the extremes of y^(p−2)
    B16_exponential_determinant==  (½ ab(b − a) vandermonde(x))² e^∓2τ bound det(1, e^ax, e^bx)²,
                                   τ = (3|a| + |b − 2a|) X: at any gaps *)

From Coq Require Import Reals List Lra Psatz.
From Coquelicot Require Import Coquelicot.
From Offray Require Import Sums Gram Parallel Taylor.
Open Scope R_scope.

Definition rows3 (f1 g1 h1 f2 g2 h2 f3 g3 h3 : R) : R :=
  (f1 * g2 - f2 * g1) * h3 - (f1 * h2 - f2 * h1) * g3 + (g1 * h2 - g2 * h1) * f3.

Definition vandermonde (x y z : R) : R := (y - x) * (z - x) * (z - y).

(** The determinant of rows (1, y, y^p): y^p/(p(p−1)) has second derivative y^(p−2). *)
Section Power.
Variables p m M lo hi : R.
Hypotheses (Hp0 : p <> 0) (Hp1 : p <> 1) (Hlo : 0 < lo).
Hypothesis Hm : forall y, lo <= y <= hi -> m <= Rpower y (p - 2) <= M.

Let ψ (y : R) : R := Rpower y p / (p * (p - 1)).
Let ψ' (y : R) : R := Rpower y (p - 1) / (p - 1).

Lemma psi_derive y : 0 < y -> is_derive ψ y (ψ' y).
Proof.
  intros Hy. unfold ψ, ψ', Rpower. auto_derive; auto.
  replace ((p - 1) * ln y) with (p * ln y + - ln y) by ring.
  rewrite exp_plus, exp_Ropp, exp_ln by auto. field. repeat split; lra.
Qed.

Lemma psi'_derive y : 0 < y -> is_derive ψ' y (Rpower y (p - 2)).
Proof.
  intros Hy. unfold ψ', Rpower. auto_derive; auto.
  replace ((p - 2) * ln y) with ((p - 1) * ln y + - ln y) by ring.
  rewrite exp_plus, exp_Ropp, exp_ln by auto. field. split; lra.
Qed.

(** ψ' grows between m and M times its argument. *)
Lemma psi'_growth y z : lo <= y -> y <= z -> z <= hi -> m * (z - y) <= ψ' z - ψ' y <= M * (z - y).
Proof.
  intros H1 H2 H3.
  destruct (MVT_gen ψ' y z (fun y => Rpower y (p - 2))) as (c & Hc & E).
  - intros s Hs. rewrite Rmin_left in Hs by lra. apply psi'_derive. lra.
  - intros s Hs. rewrite Rmin_left in Hs by lra.
    apply continuity_pt_filterlim, (ex_derive_continuous ψ'). eexists. apply psi'_derive. lra.
  - rewrite Rmin_left, Rmax_right in Hc by lra. rewrite E.
    destruct (Hm c) as [A B]; [lra|]. split; apply Rmult_le_compat_r; lra.
Qed.

(** Mean value theorem for ψ − n y²/2. *)
Lemma psi_mean n y z : lo <= y -> y <= z -> exists c, y <= c <= z /\
  ψ z - ψ y - n * (z² - y²) / 2 = (ψ' c - n * c) * (z - y).
Proof.
  intros H1 H2.
  destruct (MVT_gen (fun y => ψ y - n * y² / 2) y z (fun y => ψ' y - n * y)) as (c & Hc & E).
  - intros s Hs. rewrite Rmin_left in Hs by lra.
    apply (is_derive_minus ψ (fun y => n * y² / 2) s (ψ' s) (n * s)).
    + apply psi_derive. lra.
    + unfold Rsqr. auto_derive; auto. field.
  - intros s Hs. rewrite Rmin_left in Hs by lra. apply continuity_pt_minus.
    + apply continuity_pt_filterlim, (ex_derive_continuous ψ). eexists. apply psi_derive. lra.
    + unfold Rsqr. reg.
  - rewrite Rmin_left, Rmax_right in Hc by lra. exists c. split; auto. rewrite <- E. field.
Qed.

Definition power_W (y1 y2 y3 : R) : R := (y2 - y1) * (ψ y3 - ψ y2) - (y3 - y2) * (ψ y2 - ψ y1).

Theorem B16_power_determinant y1 y2 y3 : lo <= y1 -> y1 <= y2 -> y2 <= y3 -> y3 <= hi ->
  m / 2 * vandermonde y1 y2 y3 <= power_W y1 y2 y3 <= M / 2 * vandermonde y1 y2 y3.
Proof.
  intros H1 H2 H3 H4. unfold power_W, vandermonde. split.
  - destruct (psi_mean m y1 y2) as (c1 & C1 & E1); try lra.
    destruct (psi_mean m y2 y3) as (c2 & C2 & E2); try lra.
    destruct (psi'_growth c1 c2) as [G _]; try lra.
    replace (ψ y3 - ψ y2) with ((ψ' c2 - m * c2) * (y3 - y2) + m * (y3² - y2²) / 2) by lra.
    replace (ψ y2 - ψ y1) with ((ψ' c1 - m * c1) * (y2 - y1) + m * (y2² - y1²) / 2) by lra.
    assert (P : 0 <= (y2 - y1) * (y3 - y2)) by (apply Rmult_le_pos; lra).
    assert (Q : 0 <= (y2 - y1) * (y3 - y2) * ((ψ' c2 - m * c2) - (ψ' c1 - m * c1)))
      by (apply Rmult_le_pos; auto; lra).
    unfold Rsqr. lra.
  - destruct (psi_mean M y1 y2) as (c1 & C1 & E1); try lra.
    destruct (psi_mean M y2 y3) as (c2 & C2 & E2); try lra.
    destruct (psi'_growth c1 c2) as [_ G]; try lra.
    replace (ψ y3 - ψ y2) with ((ψ' c2 - M * c2) * (y3 - y2) + M * (y3² - y2²) / 2) by lra.
    replace (ψ y2 - ψ y1) with ((ψ' c1 - M * c1) * (y2 - y1) + M * (y2² - y1²) / 2) by lra.
    assert (P : 0 <= (y2 - y1) * (y3 - y2)) by (apply Rmult_le_pos; lra).
    assert (Q : 0 <= (y2 - y1) * (y3 - y2) * ((ψ' c1 - M * c1) - (ψ' c2 - M * c2)))
      by (apply Rmult_le_pos; auto; lra).
    unfold Rsqr. lra.
Qed.

Definition squeezed (y1 y2 y3 : R) : Prop :=
  (m / 2)² * (vandermonde y1 y2 y3)² <= (power_W y1 y2 y3)² <= (M / 2)² * (vandermonde y1 y2 y3)².

Lemma squeezed_sorted y1 y2 y3 : 0 <= m -> lo <= y1 -> y1 <= y2 -> y2 <= y3 -> y3 <= hi ->
  squeezed y1 y2 y3.
Proof.
  intros Hm0 H1 H2 H3 H4. destruct (B16_power_determinant y1 y2 y3) as [A B]; auto.
  assert (HV : 0 <= vandermonde y1 y2 y3)
    by (unfold vandermonde; apply Rmult_le_pos; [apply Rmult_le_pos|]; lra).
  assert (0 <= m / 2 * vandermonde y1 y2 y3) by (apply Rmult_le_pos; lra).
  unfold squeezed. rewrite <- !Rsqr_mult. split; apply Rsqr_incr_1; lra.
Qed.

Lemma squeezed_swap12 y1 y2 y3 : squeezed y2 y1 y3 -> squeezed y1 y2 y3.
Proof.
  unfold squeezed.
  replace (power_W y2 y1 y3) with (- power_W y1 y2 y3) by (unfold power_W; ring).
  replace (vandermonde y2 y1 y3) with (- vandermonde y1 y2 y3) by (unfold vandermonde; ring).
  now rewrite <- !Rsqr_neg.
Qed.

Lemma squeezed_swap23 y1 y2 y3 : squeezed y1 y3 y2 -> squeezed y1 y2 y3.
Proof.
  unfold squeezed.
  replace (power_W y1 y3 y2) with (- power_W y1 y2 y3) by (unfold power_W; ring).
  replace (vandermonde y1 y3 y2) with (- vandermonde y1 y2 y3) by (unfold vandermonde; ring).
  now rewrite <- !Rsqr_neg.
Qed.

Lemma squeezed_all y1 y2 y3 : 0 <= m -> lo <= y1 <= hi -> lo <= y2 <= hi -> lo <= y3 <= hi ->
  squeezed y1 y2 y3.
Proof.
  intros Hm0 H1 H2 H3.
  destruct (Rle_dec y1 y2) as [A|A]; destruct (Rle_dec y2 y3) as [B|B];
    destruct (Rle_dec y1 y3) as [C|C].
  - apply squeezed_sorted; lra.
  - lra.
  - apply squeezed_swap23, squeezed_sorted; lra.
  - apply squeezed_swap23, squeezed_swap12, squeezed_sorted; lra.
  - apply squeezed_swap12, squeezed_sorted; lra.
  - apply squeezed_swap12, squeezed_swap23, squeezed_sorted; lra.
  - lra.
  - apply squeezed_swap12, squeezed_swap23, squeezed_swap12, squeezed_sorted; lra.
Qed.
End Power.

Section Exponential.
Variables a b X : R.
Hypotheses (Ha : a <> 0) (Hb : b <> 0) (Hab : a <> b).

Definition tilt : R := (3 * Rabs a + Rabs (b - 2 * a)) * X.

Let y (x : R) : R := exp (a * x).

Lemma y_gap x z : Rabs x <= X -> Rabs z <= X ->
  a² * (x - z)² * exp (- (2 * (Rabs a * X))) <= (y x - y z)² <= a² * (x - z)² * exp (2 * (Rabs a * X)).
Proof.
  intros H1 H2.
  assert (B : forall x, Rabs x <= X -> - (Rabs a * X) <= a * x <= Rabs a * X).
  { intros s Hs. apply Rabs_le_between. rewrite Rabs_mult. apply Rmult_le_compat_l; auto. apply Rabs_pos. }
  pose proof (exp_gap (- (Rabs a * X)) (Rabs a * X) (a * x) (a * z) (B x H1) (B z H2)) as G.
  replace (2 * - (Rabs a * X)) with (- (2 * (Rabs a * X))) in G by ring.
  replace ((a * x - a * z)²) with (a² * (x - z)²) in G by (unfold Rsqr; ring). exact G.
Qed.

Lemma three_gaps A1 A2 A3 B1 B2 B3 e E : 0 <= A1 -> 0 <= A2 -> 0 <= A3 -> 0 <= e ->
  A1 * e <= B1 <= A1 * E -> A2 * e <= B2 <= A2 * E -> A3 * e <= B3 <= A3 * E ->
  A1 * A2 * A3 * (e * e * e) <= B1 * B2 * B3 <= A1 * A2 * A3 * (E * E * E).
Proof.
  intros P1 P2 P3 Pe [L1 U1] [L2 U2] [L3 U3].
  assert (N1 : 0 <= A1 * e) by now apply Rmult_le_pos.
  assert (N2 : 0 <= A2 * e) by now apply Rmult_le_pos.
  assert (N3 : 0 <= A3 * e) by now apply Rmult_le_pos.
  replace (A1 * A2 * A3 * (e * e * e)) with (A1 * e * (A2 * e) * (A3 * e)) by ring.
  replace (A1 * A2 * A3 * (E * E * E)) with (A1 * E * (A2 * E) * (A3 * E)) by ring.
  split; apply Rmult_le_compat; try lra; try (apply Rmult_le_compat; lra);
    try (apply Rmult_le_pos; lra).
Qed.

Theorem B16_exponential_determinant x1 x2 x3 :
  Rabs x1 <= X -> Rabs x2 <= X -> Rabs x3 <= X ->
  let d := rows3 1 (exp (a * x1)) (exp (b * x1)) 1 (exp (a * x2)) (exp (b * x2))
                 1 (exp (a * x3)) (exp (b * x3)) in
  let main := (a * b * (b - a) / 2)² * (vandermonde x1 x2 x3)² in
  main * exp (- (2 * tilt)) <= d² <= main * exp (2 * tilt).
Proof.
  intros H1 H2 H3 d main.
  set (p := b / a).
  assert (Hp0 : p <> 0) by (unfold p; apply Rmult_integral_contrapositive_currified; auto; now apply Rinv_neq_0_compat).
  assert (Hp1 : p <> 1).
  { unfold p. intros E. apply Hab. apply Rmult_eq_reg_r with (/ a); [|now apply Rinv_neq_0_compat].
    rewrite Rinv_r by auto. symmetry; exact E. }
  assert (Hpow : forall x q, Rpower (y x) q = exp (a * x * q)).
  { intros x q. unfold Rpower, y. rewrite ln_exp. f_equal; ring. }
  set (Y := Rabs a * X). set (m := exp (- (Rabs (b - 2 * a) * X))). set (M := exp (Rabs (b - 2 * a) * X)).
  assert (B : forall c x, Rabs x <= X -> - (Rabs c * X) <= c * x <= Rabs c * X).
  { intros c s Hs. apply Rabs_le_between. rewrite Rabs_mult. apply Rmult_le_compat_l; auto. apply Rabs_pos. }
  assert (mono : forall s t, s <= t -> exp s <= exp t)
    by (intros s t [Hs| ->]; [left; now apply exp_increasing|lra]).
  assert (HmM : forall z, exp (- Y) <= z <= exp Y -> m <= Rpower z (p - 2) <= M).
  { intros z [Z1 Z2]. assert (Hz : 0 < z) by (pose proof (exp_pos (- Y)); lra).
    assert (L1 : - Y <= ln z).
    { rewrite <- (ln_exp (- Y)). destruct Z1 as [Z1|Z1]; [left; apply ln_increasing; auto; apply exp_pos|rewrite Z1; lra]. }
    assert (L2 : ln z <= Y).
    { rewrite <- (ln_exp Y). destruct Z2 as [Z2|Z2]; [left; now apply ln_increasing|rewrite Z2; lra]. }
    assert (Hx : Rabs (ln z / a) <= X).
    { unfold Rdiv. rewrite Rabs_mult, Rabs_inv. apply Rmult_le_reg_r with (Rabs a); [now apply Rabs_pos_lt|].
      rewrite Rmult_assoc, Rinv_l by now apply Rabs_no_R0. rewrite Rmult_1_r, Rmult_comm.
      apply Rabs_le. fold Y. lra. }
    unfold Rpower. replace ((p - 2) * ln z) with ((b - 2 * a) * (ln z / a)) by (unfold p; field; auto).
    destruct (B (b - 2 * a) _ Hx) as [B1 B2]. split; apply mono; auto. }
  assert (Hy : forall x, Rabs x <= X -> exp (- Y) <= y x <= exp Y).
  { intros x Hx. destruct (B a x Hx) as [B1 B2]. split; apply mono; auto. }
  assert (Hm0 : 0 <= m) by (left; apply exp_pos).
  pose proof (squeezed_all p m M (exp (- Y)) (exp Y) Hp0 Hp1 (exp_pos _) HmM (y x1) (y x2) (y x3) Hm0
                (Hy x1 H1) (Hy x2 H2) (Hy x3 H3)) as [S1 S2].
  assert (Ed : d = p * (p - 1) * power_W p (y x1) (y x2) (y x3)).
  { unfold d, rows3, power_W. rewrite !Hpow.
    assert (Eb : forall x, exp (a * x * p) = exp (b * x)) by (intros; f_equal; unfold p; field; auto).
    rewrite !Eb. unfold y. field. split; auto. intros E. apply Hp1. lra. }
  pose proof (three_gaps (a² * (x2 - x1)²) (a² * (x3 - x1)²) (a² * (x3 - x2)²)
    ((y x2 - y x1)²) ((y x3 - y x1)²) ((y x3 - y x2)²) (exp (- (2 * Y))) (exp (2 * Y))) as G.
  destruct G as [G1 G2]; try (apply Rmult_le_pos; apply Rle_0_sqr); try (left; apply exp_pos);
    try (apply y_gap; auto).
  replace ((y x2 - y x1)² * (y x3 - y x1)² * (y x3 - y x2)²) with ((vandermonde (y x1) (y x2) (y x3))²)
    in G1, G2 by (unfold vandermonde, Rsqr; ring).
  replace (a² * (x2 - x1)² * (a² * (x3 - x1)²) * (a² * (x3 - x2)²))
    with (a ^ 6 * (vandermonde x1 x2 x3)²) in G1, G2 by (unfold vandermonde, Rsqr; ring).
  rewrite Ed, Rsqr_mult.
  assert (Epp : (p * (p - 1))² * (a ^ 6 / 4) = (a * b * (b - a) / 2)²) by (unfold p, Rsqr; field; auto).
  assert (Ee : exp (- (2 * tilt)) = m² * (exp (- (2 * Y)) * exp (- (2 * Y)) * exp (- (2 * Y)))).
  { unfold m, Rsqr. rewrite <- !exp_plus. f_equal. unfold tilt, Y. ring. }
  assert (EE : exp (2 * tilt) = M² * (exp (2 * Y) * exp (2 * Y) * exp (2 * Y))).
  { unfold M, Rsqr. rewrite <- !exp_plus. f_equal. unfold tilt, Y. ring. }
  unfold main. rewrite <- Epp, Ee, EE.
  set (v2 := (vandermonde x1 x2 x3)²) in *. set (V2 := (vandermonde (y x1) (y x2) (y x3))²) in *.
  set (W2 := (power_W p (y x1) (y x2) (y x3))²) in *.
  set (e3 := exp (- (2 * Y)) * exp (- (2 * Y)) * exp (- (2 * Y))) in *.
  set (E3 := exp (2 * Y) * exp (2 * Y) * exp (2 * Y)) in *.
  pose proof (Rle_0_sqr (p * (p - 1))) as Hpp.
  split.
  - replace ((p * (p - 1))² * (a ^ 6 / 4) * v2 * (m² * e3))
      with ((p * (p - 1))² * ((m / 2)² * (a ^ 6 * v2 * e3))) by (unfold Rsqr; field).
    apply Rmult_le_compat_l; auto. apply Rle_trans with (2 := S1).
    apply Rmult_le_compat_l; auto. apply Rle_0_sqr.
  - replace ((p * (p - 1))² * (a ^ 6 / 4) * v2 * (M² * E3))
      with ((p * (p - 1))² * ((M / 2)² * (a ^ 6 * v2 * E3))) by (unfold Rsqr; field).
    apply Rmult_le_compat_l; auto. apply Rle_trans with (1 := S2).
    apply Rmult_le_compat_l; auto. apply Rle_0_sqr.
Qed.
End Exponential.
