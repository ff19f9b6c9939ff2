(** P2.2 to the end: when a third ray lowers κ_eq, as statements about κ_eq itself.

    name                      ==  meaning
    kappa_eq_order            ==  κ_eq(t) < κ_eq(t') exactly when V/M₁² of t is the larger
    P2_2_duplicate_max_kappa  ==  {a, b, b} has smaller κ_eq than {a, b} exactly when R^−β < 1/√2
    P2_2_geometric_mean_iff   ==  {a, √(ab), b} has smaller κ_eq than {a, b} exactly when
                                  2(1 + s + s²)(1 + s⁴) < 3(1 − s + s²)(1 + s²)², s = √(R^−β)
    P2_2_geometric_mean_closed ==  … exactly when s + 1/s > (3 + √17)/2
    P2_2_geometric_mean_ratio ==  … exactly when v + 1/v > (9 + 3√17)/2, v = R^−β: v < 0.0944265…
    P2_2_geometric_mean_helps ==  rays 1, 100, 10000 at β = 1: a case where it helps               *)

From Coq Require Import Reals List Lra Lia Psatz.
From Offray Require Import Sums Gram Parallel Laws Coverage.
Import ListNotations.
Open Scope R_scope.

Section Order.
Variables a m2 v : R.
Hypotheses (E2 : m2 = v + a²) (Ha : 0 < a) (Hv : 0 < v).

Lemma kappa_eq_above_1 : 1 < kappa_eq 1 a m2.
Proof.
  rewrite EIG_kappa_eq_value, Rmult_1_l.
  assert (Hm : 0 < a²) by (apply Rlt_0_sqr; lra).
  assert (Hs : 0 < sqrt m2) by (apply sqrt_lt_R0; lra).
  assert (Hss : sqrt m2 * sqrt m2 = v + a²) by (rewrite <- E2; apply sqrt_sqrt; lra).
  set (s := sqrt m2) in *.
  rewrite Rabs_right by (left; now apply Rdiv_lt_0_compat).
  assert (Hlt : a < s) by (unfold Rsqr in *; nra).
  replace ((1 + a / s) / (1 - a / s)) with ((s + a) / (s - a)) by (field; lra).
  apply Rmult_lt_reg_r with (s - a); [lra|].
  replace ((s + a) / (s - a) * (s - a)) with (s + a) by (field; lra). lra.
Qed.

Lemma kappa_eq_invert : let κ := kappa_eq 1 a m2 in 4 * κ / (κ - 1)² = v / a².
Proof.
  cbv zeta. rewrite EIG_kappa_eq_value, Rmult_1_l.
  assert (Hm : 0 < a²) by (apply Rlt_0_sqr; lra).
  assert (Hs : 0 < sqrt m2) by (apply sqrt_lt_R0; lra).
  assert (Hss : sqrt m2 * sqrt m2 = v + a²) by (rewrite <- E2; apply sqrt_sqrt; lra).
  set (s := sqrt m2) in *.
  rewrite Rabs_right by (left; now apply Rdiv_lt_0_compat).
  assert (Hlt : a < s) by (unfold Rsqr in *; nra).
  replace v with (s * s - a²) by lra. unfold Rsqr. field. repeat split; lra.
Qed.
End Order.

Theorem kappa_eq_order a m2 v a' m2' v' : m2 = v + a² -> m2' = v' + a'² ->
  0 < a -> 0 < v -> 0 < a' -> 0 < v' ->
  (kappa_eq 1 a m2 < kappa_eq 1 a' m2' <-> v' / a'² < v / a²).
Proof.
  intros E E' Ha Hv Ha' Hv'.
  pose proof (kappa_eq_above_1 a m2 v E Ha Hv) as K1.
  pose proof (kappa_eq_le_iff a' m2' v' (kappa_eq 1 a m2) E' K1 Ha' Hv') as I.
  rewrite (kappa_eq_invert a m2 v E Ha Hv) in I. split; intros H.
  - apply Rnot_le_lt. intros H'. apply I in H'. lra.
  - apply Rnot_le_lt. intros H'. apply I in H'. lra.
Qed.

Lemma block_order t t' : 0 < mean t -> 0 < V t -> 0 < mean t' -> 0 < V t' ->
  (block_kappa_eq t < block_kappa_eq t' <-> V t' / (mean t')² < V t / (mean t)²).
Proof. intros. apply kappa_eq_order; auto; unfold V; ring. Qed.

Section Rays.
Variables β k_min k_max : R.
Hypotheses (Hβ : 0 < β) (Hkmin : 0 < k_min) (Hkk : k_min < k_max).
Let v := Rpower (k_max / k_min) (- β).
Let s := sqrt v.
Let two := entries β [k_min; k_max].
Let low := Rpower k_min (- β).

Lemma v_range : 0 < v < 1.
Proof. exact (u_range β k_min k_max Hβ Hkmin Hkk). Qed.

Lemma s_range : 0 < s < 1 /\ s * s = v.
Proof.
  pose proof v_range. split; [|apply sqrt_sqrt; lra]. split; [apply sqrt_lt_R0; lra|].
  unfold s. rewrite <- sqrt_1. apply sqrt_lt_1_alt. lra.
Qed.

Lemma low_pos : 0 < low.
Proof. apply Rpower_pos. Qed.

Lemma high : Rpower k_max (- β) = low * (s * s).
Proof. rewrite (proj2 s_range). exact (entry_ratio β k_min k_max Hkmin Hkk). Qed.

Lemma between : Rpower (sqrt (k_min * k_max)) (- β) = low * s.
Proof.
  assert (H0 : 0 < k_max) by lra.
  assert (E : s = Rpower (k_max / k_min) (- β / 2)).
  { unfold s, v. rewrite <- Rpower_sqrt by apply Rpower_pos. rewrite Rpower_mult. f_equal. }
  rewrite E, <- Rpower_sqrt by now apply Rmult_lt_0_compat. rewrite Rpower_mult.
  rewrite Rpower_mult_base, Rpower_div by auto. unfold low.
  replace (Rpower k_min (- β) * (Rpower k_max (- β / 2) * Rpower k_min (- (- β / 2))))
    with (Rpower k_min (- β) * Rpower k_min (- (- β / 2)) * Rpower k_max (- β / 2)) by ring.
  rewrite <- Rpower_plus. f_equal; f_equal; field.
Qed.

Lemma two_mean : mean two = low * (1 + s ^ 2) / 2 /\ V two = (low * (1 - s ^ 2) / 2)².
Proof.
  unfold two, V, mean, mean2, count, entries. cbn [map sum]. rewrite high. fold low.
  split; unfold Rsqr; field.
Qed.

Lemma two_positive : 0 < mean two /\ 0 < V two.
Proof.
  pose proof low_pos. destruct s_range as [[H1 H2] _]. destruct two_mean as [-> ->].
  assert (s ^ 2 < 1) by (simpl; nra). assert (0 < s ^ 2) by (apply pow_lt; lra). split.
  - apply Rdiv_lt_0_compat; [apply Rmult_lt_0_compat|]; lra.
  - apply Rlt_0_sqr, Rgt_not_eq, Rdiv_lt_0_compat; [apply Rmult_lt_0_compat|]; lra.
Qed.

Theorem P2_2_duplicate_max_kappa :
  block_kappa_eq (entries β [k_min; k_max; k_max]) < block_kappa_eq two <-> 2 * v² < 1.
Proof.
  pose proof low_pos. destruct s_range as [[H1 H2] Es]. pose proof v_range. destruct two_positive as [M2 V2].
  set (three := entries β [k_min; k_max; k_max]).
  assert (E : mean three = low * (1 + 2 * v) / 3 /\ V three = 2 * (low * (1 - v) / 3)²).
  { unfold three, V, mean, mean2, count, entries. cbn [map sum]. rewrite high, Es. fold low.
    split; unfold Rsqr; field. }
  destruct E as [Em Ev].
  assert (M3 : 0 < mean three) by (rewrite Em; apply Rdiv_lt_0_compat; [apply Rmult_lt_0_compat|]; lra).
  assert (V3 : 0 < V three).
  { rewrite Ev. apply Rmult_lt_0_compat; [lra|]. apply Rlt_0_sqr, Rgt_not_eq, Rdiv_lt_0_compat;
      [apply Rmult_lt_0_compat|]; lra. }
  rewrite block_order by auto.
  exact (P2_2_duplicate_max_iff β k_min k_max Hβ Hkmin Hkk).
Qed.

Let three := entries β [k_min; sqrt (k_min * k_max); k_max].

Theorem P2_2_geometric_mean_iff :
  block_kappa_eq three < block_kappa_eq two
  <-> 2 * (1 + s + s ^ 2) * (1 + s ^ 4) < 3 * (1 - s + s ^ 2) * (1 + s ^ 2) ^ 2.
Proof.
  pose proof low_pos as Hl. destruct s_range as [[H1 H2] Es]. destruct two_positive as [M2 V2].
  destruct two_mean as [Tm Tv].
  assert (E : mean three = low * (1 + s + s ^ 2) / 3
    /\ V three = low² * (3 * (1 + s ^ 2 + s ^ 4) - (1 + s + s ^ 2) ^ 2) / 9).
  { unfold three, V, mean, mean2, count, entries. cbn [map sum]. rewrite high, between. fold low.
    split; unfold Rsqr; field. }
  destruct E as [Em Ev].
  assert (S2 : 0 < s ^ 2 < 1) by (split; [apply pow_lt; lra|simpl; nra]).
  assert (Hl2 : 0 < low²) by (apply Rlt_0_sqr; lra).
  assert (P : 0 < 3 * (1 + s ^ 2 + s ^ 4) - (1 + s + s ^ 2) ^ 2).
  { replace (3 * (1 + s ^ 2 + s ^ 4) - (1 + s + s ^ 2) ^ 2)
      with ((1 - s)² + (1 - s ^ 2)² + (s - s ^ 2)²) by (unfold Rsqr; ring).
    assert (0 < (1 - s)²) by (apply Rlt_0_sqr; lra).
    pose proof (Rle_0_sqr (1 - s ^ 2)). pose proof (Rle_0_sqr (s - s ^ 2)). lra. }
  assert (M3 : 0 < mean three) by (rewrite Em; apply Rdiv_lt_0_compat; [apply Rmult_lt_0_compat|]; lra).
  assert (V3 : 0 < V three) by (rewrite Ev; apply Rdiv_lt_0_compat; [apply Rmult_lt_0_compat|]; lra).
  rewrite block_order by auto.
  assert (Hp : 0 < 1 + s + s ^ 2) by lra. assert (Hq : 0 < 1 + s ^ 2) by lra.
  assert (D : V three / (mean three)² - V two / (mean two)²
    = (3 * (1 - s + s ^ 2) * (1 + s ^ 2) ^ 2 - 2 * (1 + s + s ^ 2) * (1 + s ^ 4))
      / ((1 + s + s ^ 2) * (1 + s ^ 2) ^ 2)).
  { rewrite Tm, Tv, Em, Ev. unfold Rsqr. field. repeat split; lra. }
  assert (Hpq : 0 < (1 + s + s ^ 2) * (1 + s ^ 2) ^ 2) by (apply Rmult_lt_0_compat; auto; now apply pow_lt).
  set (pq := (1 + s + s ^ 2) * (1 + s ^ 2) ^ 2) in *.
  set (d := 3 * (1 - s + s ^ 2) * (1 + s ^ 2) ^ 2 - 2 * (1 + s + s ^ 2) * (1 + s ^ 4)) in *.
  transitivity (0 < d); [|unfold d; split; intros; lra].
  set (Y := V three / (mean three)²) in *. set (X := V two / (mean two)²) in *. clearbody X Y d pq.
  split; intros H.
  - apply Rnot_le_lt. intros Hd. assert (d / pq <= 0); [|lra].
    unfold Rdiv. pose proof (Rinv_0_lt_compat _ Hpq). nra.
  - pose proof (Rdiv_lt_0_compat _ _ H Hpq). lra.
Qed.

Theorem P2_2_geometric_mean_closed :
  block_kappa_eq three < block_kappa_eq two <-> (3 + sqrt 17) / 2 < s + / s.
Proof.
  rewrite P2_2_geometric_mean_iff. destruct s_range as [[H1 H2] _].
  assert (R17 : sqrt 17 * sqrt 17 = 17) by (apply sqrt_sqrt; lra).
  assert (P17 : 0 < sqrt 17) by (apply sqrt_lt_R0; lra). set (r := sqrt 17) in *.
  set (y := s + / s). assert (Hy : 2 < y).
  { unfold y. apply Rmult_lt_reg_r with s; auto. rewrite Rmult_plus_distr_r, Rinv_l by lra. nra. }
  assert (S3 : 0 < s ^ 3) by (apply pow_lt; lra).
  assert (F : 3 * (1 - s + s ^ 2) * (1 + s ^ 2) ^ 2 - 2 * (1 + s + s ^ 2) * (1 + s ^ 4)
    = s ^ 3 * (y - 2) * ((y - (3 + r) / 2) * (y - (3 - r) / 2))).
  { replace ((y - (3 + r) / 2) * (y - (3 - r) / 2)) with (y * y - 3 * y + (9 - r * r) / 4) by field.
    rewrite R17. unfold y. field. lra. }
  assert (Hr : 4 < r) by (apply Rnot_le_lt; intros; nra).
  assert (Hc : 0 < s ^ 3 * (y - 2)) by (apply Rmult_lt_0_compat; lra).
  assert (H0 : 0 < y - (3 - r) / 2) by lra.
  set (c := s ^ 3 * (y - 2)) in *. set (g := y - (3 - r) / 2) in *.
  split; intros H.
  - apply Rnot_le_lt. intros H'.
    assert (c * ((y - (3 + r) / 2) * g) <= 0); [|lra].
    assert ((y - (3 + r) / 2) * g <= 0) by nra. nra.
  - assert (0 < c * ((y - (3 + r) / 2) * g)); [|lra].
    apply Rmult_lt_0_compat; auto. apply Rmult_lt_0_compat; lra.
Qed.

Theorem P2_2_geometric_mean_ratio :
  block_kappa_eq three < block_kappa_eq two <-> (9 + 3 * sqrt 17) / 2 < v + / v.
Proof.
  rewrite P2_2_geometric_mean_closed. destruct s_range as [[H1 H2] Es].
  assert (R17 : sqrt 17 * sqrt 17 = 17) by (apply sqrt_sqrt; lra).
  assert (P17 : 0 < sqrt 17) by (apply sqrt_lt_R0; lra). set (r := sqrt 17) in *.
  assert (Hi : 0 < / s) by now apply Rinv_0_lt_compat.
  assert (E : v + / v = (s + / s)² - 2) by (rewrite <- Es; unfold Rsqr; field; lra).
  assert (E' : (9 + 3 * r) / 2 = ((3 + r) / 2)² - 2) by (unfold Rsqr; lra).
  rewrite E, E'. split; intros H.
  - assert (((3 + r) / 2)² < (s + / s)²) by (apply Rsqr_incrst_1; lra). lra.
  - apply Rsqr_incrst_0; lra.
Qed.
End Rays.

(** A case: R = 10⁴ and β = 1, v = 10⁻⁴. *)
Theorem P2_2_geometric_mean_helps :
  block_kappa_eq (entries 1 [1; sqrt (1 * 10000); 10000]) < block_kappa_eq (entries 1 [1; 10000]).
Proof.
  apply (P2_2_geometric_mean_ratio 1 1 10000); try lra.
  replace (10000 / 1) with 10000 by field. rewrite Rpower_Ropp, Rpower_1 by lra. rewrite Rinv_inv.
  assert (sqrt 17 < 5); [|lra].
  rewrite <- (sqrt_square 5) by lra. apply sqrt_lt_1_alt. lra.
Qed.
