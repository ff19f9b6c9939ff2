(** The 2×2 Gram matrix G = [[p, q], [q, s]], its eigenvalues and its condition number.

    name                      ==  meaning
    tr, det                   ==  p + s, p s − q²
    quad p q s x y            ==  (x, y) G (x, y)ᵀ
    lam_plus, lam_minus       ==  λ± = ½ tr ± ½ √(tr² − 4 det)
    kappa                     ==  κ = λ₊ / λ₋
    kappa_eq                  ==  κ after scaling both columns to unit length
    EIG_discriminant          ==  tr² − 4 det = (p − s)² + 4 q² ≥ 0
    EIG_sum, EIG_product      ==  λ₊ + λ₋ = tr, λ₊ λ₋ = det
    EIG_eigenvalues           ==  λ is an eigenvalue exactly when λ = λ₊ or λ = λ₋
    EIG_rayleigh              ==  λ₋ |v|² ≤ vᵀGv ≤ λ₊ |v|²
    EIG_lam_plus_range        ==  tr/2 ≤ λ₊ ≤ tr
    EIG_lam_minus_det_tr      ==  λ₋ = det/tr + λ₋²/tr, exactly
    EIG_lam_minus_range       ==  det/tr ≤ λ₋ ≤ 2 det/tr
    EIG_kappa                 ==  κ + 2 + 1/κ = tr²/det
    EIG_kappa_range           ==  tr²/det − 3 ≤ κ ≤ tr²/det − 2
    EIG_kappa_best            ==  κ is the least K with uᵀGu |v|² ≤ K vᵀGv |u|² for all u, v
    EIG_kappa_le_iff          ==  for K ≥ 1: κ ≤ K ⇔ tr²/det ≤ K + 2 + 1/K
    EIG_kappa_scale           ==  κ(cG) = κ(G)
    EIG_kappa_eq_value        ==  κ_eq = (1 + |ρ|)/(1 − |ρ|), ρ = q/√(ps)                *)

From Coq Require Import Reals Lra Psatz.
Open Scope R_scope.

Definition tr (p s : R) : R := p + s.
Definition det (p q s : R) : R := p * s - q².
Definition quad (p q s x y : R) : R := p * x² + 2 * q * (x * y) + s * y².
Definition lam_plus (p q s : R) : R := tr p s / 2 + sqrt ((tr p s)² - 4 * det p q s) / 2.
Definition lam_minus (p q s : R) : R := tr p s / 2 - sqrt ((tr p s)² - 4 * det p q s) / 2.
Definition kappa (p q s : R) : R := lam_plus p q s / lam_minus p q s.
Definition kappa_eq (p q s : R) : R := kappa 1 (q / sqrt (p * s)) 1.

Section Gram.
Variables p q s : R.
Let T := tr p s.
Let D := det p q s.
Let r := sqrt (T² - 4 * D).

Theorem EIG_discriminant : T² - 4 * D = (p - s)² + 4 * q² /\ 0 <= T² - 4 * D.
Proof.
  assert (H : T² - 4 * D = (p - s)² + 4 * q²) by (unfold T, D, tr, det, Rsqr; ring).
  split; [exact H|]. rewrite H. pose proof (Rle_0_sqr (p - s)); pose proof (Rle_0_sqr q); lra.
Qed.

Lemma root_sqr : r * r = T² - 4 * D.
Proof. apply sqrt_sqrt, EIG_discriminant. Qed.

Lemma root_nonneg : 0 <= r.
Proof. apply sqrt_pos. Qed.

Lemma root_ge : p - s <= r /\ s - p <= r.
Proof.
  pose proof root_nonneg. pose proof root_sqr as H1.
  rewrite (proj1 EIG_discriminant) in H1. unfold Rsqr in H1.
  split; apply Rnot_lt_le; intros H2; nra.
Qed.

Theorem EIG_sum : lam_plus p q s + lam_minus p q s = tr p s.
Proof. unfold lam_plus, lam_minus; field. Qed.

Theorem EIG_product : lam_plus p q s * lam_minus p q s = det p q s.
Proof.
  pose proof root_sqr as H. unfold lam_plus, lam_minus. fold T. fold D. fold r.
  replace ((T / 2 + r / 2) * (T / 2 - r / 2)) with ((T * T - r * r) / 4) by field.
  rewrite H. unfold Rsqr. field.
Qed.

Lemma lam_order : lam_minus p q s <= lam_plus p q s.
Proof. unfold lam_plus, lam_minus; fold T D r. pose proof root_nonneg. lra. Qed.

Theorem EIG_characteristic l : l * l - tr p s * l + det p q s = 0
  <-> l = lam_plus p q s \/ l = lam_minus p q s.
Proof.
  rewrite <- EIG_sum, <- EIG_product. split.
  - intros H. assert (H1 : (l - lam_plus p q s) * (l - lam_minus p q s) = 0) by (rewrite <- H; ring).
    apply Rmult_integral in H1 as [H1|H1]; [left|right]; lra.
  - intros [-> | ->]; ring.
Qed.

Theorem EIG_eigenvalues l :
  (exists x y, (x <> 0 \/ y <> 0) /\ p * x + q * y = l * x /\ q * x + s * y = l * y)
  <-> l = lam_plus p q s \/ l = lam_minus p q s.
Proof.
  rewrite <- EIG_characteristic. unfold tr, det, Rsqr. split.
  - intros (x & y & Hxy & H1 & H2).
    assert (Hx : (l * l - (p + s) * l + (p * s - q * q)) * x = 0).
    { replace ((l * l - (p + s) * l + (p * s - q * q)) * x)
        with ((s - l) * (p * x + q * y - l * x) - q * (q * x + s * y - l * y)) by ring.
      rewrite H1, H2; ring. }
    assert (Hy : (l * l - (p + s) * l + (p * s - q * q)) * y = 0).
    { replace ((l * l - (p + s) * l + (p * s - q * q)) * y)
        with ((p - l) * (q * x + s * y - l * y) - q * (p * x + q * y - l * x)) by ring.
      rewrite H1, H2; ring. }
    destruct Hxy as [Hn|Hn]; [apply Rmult_integral in Hx|apply Rmult_integral in Hy]; tauto.
  - intros H. destruct (Req_dec q 0) as [Hq|Hq].
    + subst. assert (H1 : (l - p) * (l - s) = 0) by (rewrite <- H; ring).
      apply Rmult_integral in H1 as [H1|H1].
      * exists 1, 0. repeat split; [left; lra | replace l with p by lra; ring | ring].
      * exists 0, 1. repeat split; [right; lra | ring | replace l with s by lra; ring].
    + exists q, (l - p). repeat split; [now left|ring|].
      lra.
Qed.

Lemma form_nonneg a b c x y : 0 <= a -> 0 <= c -> a * c = b * b ->
  0 <= a * x² + 2 * b * (x * y) + c * y².
Proof.
  intros Ha Hc H. destruct (Rle_lt_or_eq_dec 0 a Ha) as [H1|H1].
  - apply Rmult_le_reg_l with a; [exact H1|]. rewrite Rmult_0_r.
    replace (a * (a * x² + 2 * b * (x * y) + c * y²))
      with ((a * x + b * y)² + (a * c - b * b) * y²) by (unfold Rsqr; ring).
    rewrite H. pose proof (Rle_0_sqr (a * x + b * y)); lra.
  - subst a. assert (b = 0) by nra. subst b. pose proof (Rle_0_sqr y); nra.
Qed.

Theorem EIG_rayleigh x y :
  lam_minus p q s * (x² + y²) <= quad p q s x y <= lam_plus p q s * (x² + y²).
Proof.
  pose proof root_ge as [Hr1 Hr2]. pose proof root_sqr as Hr.
  rewrite (proj1 EIG_discriminant) in Hr. unfold Rsqr in Hr.
  unfold quad, lam_plus, lam_minus. fold T. fold D. fold r. unfold T, tr.
  split.
  - assert (0 <= (p - ((p + s) / 2 - r / 2)) * x² + 2 * q * (x * y)
                 + (s - ((p + s) / 2 - r / 2)) * y²); [|lra].
    apply form_nonneg; (lra || nra).
  - assert (0 <= (((p + s) / 2 + r / 2) - p) * x² + 2 * (- q) * (x * y)
                 + (((p + s) / 2 + r / 2) - s) * y²); [|lra].
    apply form_nonneg; (lra || nra).
Qed.

Lemma rayleigh_attained l : l = lam_plus p q s \/ l = lam_minus p q s ->
  exists x y, 0 < x² + y² /\ quad p q s x y = l * (x² + y²).
Proof.
  intros H. apply EIG_eigenvalues in H as (x & y & Hn & H1 & H2).
  exists x, y. split.
  - destruct Hn as [Hn|Hn]; apply Rsqr_pos_lt in Hn;
      pose proof (Rle_0_sqr x); pose proof (Rle_0_sqr y); lra.
  - unfold quad, Rsqr.
    replace (p * (x * x) + 2 * q * (x * y) + s * (y * y))
      with (x * (p * x + q * y) + y * (q * x + s * y)) by ring.
    rewrite H1, H2. ring.
Qed.

Section Definite.
Hypothesis Tpos : 0 < tr p s.
Hypothesis Dpos : 0 < det p q s.

Lemma lam_plus_pos : 0 < lam_plus p q s.
Proof. unfold lam_plus. fold T D r. pose proof root_nonneg. unfold T in *. lra. Qed.

Lemma lam_minus_pos : 0 < lam_minus p q s.
Proof. pose proof lam_plus_pos. pose proof EIG_product. nra. Qed.

Theorem EIG_lam_plus_range : tr p s / 2 <= lam_plus p q s <= tr p s.
Proof.
  pose proof lam_minus_pos. pose proof EIG_sum. pose proof lam_order. lra.
Qed.

Theorem EIG_lam_minus_det_tr :
  lam_minus p q s = det p q s / tr p s + (lam_minus p q s)² / tr p s.
Proof. rewrite <- EIG_product, <- EIG_sum in *. unfold Rsqr. field. lra. Qed.

Theorem EIG_lam_minus_range : det p q s / tr p s <= lam_minus p q s <= 2 * det p q s / tr p s.
Proof.
  pose proof EIG_lam_plus_range as [H1 H2]. pose proof lam_minus_pos as H3.
  pose proof EIG_product as H4. split; apply Rmult_le_reg_r with (tr p s); auto.
  - replace (det p q s / tr p s * tr p s) with (det p q s) by (field; lra). nra.
  - replace (2 * det p q s / tr p s * tr p s) with (2 * det p q s) by (field; lra). nra.
Qed.

Lemma kappa_ge_1 : 1 <= kappa p q s.
Proof.
  unfold kappa. pose proof lam_minus_pos. pose proof lam_order.
  apply Rmult_le_reg_r with (lam_minus p q s); auto.
  replace (lam_plus p q s / lam_minus p q s * lam_minus p q s) with (lam_plus p q s) by (field; lra).
  lra.
Qed.

Theorem EIG_kappa : kappa p q s + 2 + / kappa p q s = (tr p s)² / det p q s.
Proof.
  pose proof lam_minus_pos. pose proof lam_plus_pos.
  rewrite <- EIG_product, <- EIG_sum. unfold kappa, Rsqr. field. lra.
Qed.

Theorem EIG_kappa_range :
  (tr p s)² / det p q s - 3 <= kappa p q s <= (tr p s)² / det p q s - 2.
Proof.
  rewrite <- EIG_kappa. pose proof kappa_ge_1 as H.
  assert (0 < / kappa p q s <= 1); [|lra].
  split; [apply Rinv_0_lt_compat; lra|].
  rewrite <- Rinv_1. apply Rinv_le_contravar; lra.
Qed.

Theorem EIG_kappa_le_iff K : 1 <= K ->
  (kappa p q s <= K <-> (tr p s)² / det p q s <= K + 2 + / K).
Proof.
  intros HK. rewrite <- EIG_kappa. pose proof kappa_ge_1 as H1.
  set (k := kappa p q s) in *.
  assert (E : (K + 2 + / K) - (k + 2 + / k) = (K - k) * (K * k - 1) / (K * k)) by (field; lra).
  assert (Hp : 0 < K * k) by nra. split; intros H.
  - assert (0 <= (K - k) * (K * k - 1) / (K * k)); [|lra].
    assert (0 <= K * k - 1) by nra.
    apply Rmult_le_pos; [apply Rmult_le_pos; lra|]. left; now apply Rinv_0_lt_compat.
  - apply Rnot_lt_le; intros H2.
    assert (0 < (k - K) * (K * k - 1) / (K * k)).
    { assert (0 < K * k - 1) by nra.
      apply Rmult_lt_0_compat; [apply Rmult_lt_0_compat; lra|]. now apply Rinv_0_lt_compat. }
    assert ((K - k) * (K * k - 1) / (K * k) = - ((k - K) * (K * k - 1) / (K * k))) by (field; lra).
    lra.
Qed.

Theorem EIG_kappa_best K :
  (forall x y x' y', quad p q s x y * (x'² + y'²) <= K * (quad p q s x' y' * (x² + y²)))
  <-> kappa p q s <= K.
Proof.
  pose proof lam_minus_pos as Hm. pose proof lam_plus_pos as Hp.
  assert (E : kappa p q s * lam_minus p q s = lam_plus p q s) by (unfold kappa; field; lra).
  split.
  - intros H.
    destruct (rayleigh_attained (lam_plus p q s)) as (x & y & Hn & Hx); [now left|].
    destruct (rayleigh_attained (lam_minus p q s)) as (x' & y' & Hn' & Hx'); [now right|].
    specialize (H x y x' y'). rewrite Hx, Hx' in H.
    set (n := x² + y²) in *. set (n' := x'² + y'²) in *.
    assert (H1 : lam_plus p q s <= K * lam_minus p q s).
    { apply Rmult_le_reg_r with (n * n'); [nra|]. nra. }
    rewrite <- E in H1. apply Rmult_le_reg_r with (lam_minus p q s); auto.
  - intros H x y x' y'.
    pose proof (proj2 (EIG_rayleigh x y)) as H1. pose proof (proj1 (EIG_rayleigh x' y')) as H2.
    assert (Hn : 0 <= x² + y²) by (pose proof (Rle_0_sqr x); pose proof (Rle_0_sqr y); lra).
    assert (Hn' : 0 <= x'² + y'²) by (pose proof (Rle_0_sqr x'); pose proof (Rle_0_sqr y'); lra).
    assert (HK : lam_plus p q s <= K * lam_minus p q s) by (rewrite <- E; nra).
    pose proof kappa_ge_1 as Hk1.
    set (n := x² + y²) in *. set (n' := x'² + y'²) in *.
    apply Rle_trans with (lam_plus p q s * n * n'); [now apply Rmult_le_compat_r|].
    apply Rle_trans with (K * lam_minus p q s * n * n').
    { apply Rmult_le_compat_r; auto. now apply Rmult_le_compat_r. }
    replace (K * lam_minus p q s * n * n') with (K * (lam_minus p q s * n' * n)) by ring.
    apply Rmult_le_compat_l; [lra|]. now apply Rmult_le_compat_r.
Qed.

End Definite.
End Gram.

Theorem EIG_kappa_scale c p q s : 0 < c -> kappa (c * p) (c * q) (c * s) = kappa p q s.
Proof.
  intros Hc. unfold kappa, lam_plus, lam_minus.
  replace ((tr (c * p) (c * s))² - 4 * det (c * p) (c * q) (c * s))
    with (c² * ((tr p s)² - 4 * det p q s)) by (unfold tr, det, Rsqr; ring).
  rewrite sqrt_mult by (try apply Rle_0_sqr; apply EIG_discriminant).
  rewrite sqrt_Rsqr by lra.
  replace (tr (c * p) (c * s)) with (c * tr p s) by (unfold tr; ring).
  set (r := sqrt _). set (t := tr p s).
  replace (c * t / 2 + c * r / 2) with (c * (t / 2 + r / 2)) by field.
  replace (c * t / 2 - c * r / 2) with (c * (t / 2 - r / 2)) by field.
  unfold Rdiv at 1. rewrite Rinv_mult.
  replace (c * (t / 2 + r / 2) * (/ c * / (t / 2 - r / 2)))
    with ((c * / c) * ((t / 2 + r / 2) * / (t / 2 - r / 2))) by ring.
  rewrite Rinv_r by lra. rewrite Rmult_1_l. reflexivity.
Qed.

Lemma kappa_unit rho : kappa 1 rho 1 = (1 + Rabs rho) / (1 - Rabs rho).
Proof.
  unfold kappa, lam_plus, lam_minus.
  replace ((tr 1 1)² - 4 * det 1 rho 1) with ((2 * Rabs rho)²).
  - rewrite sqrt_Rsqr by (pose proof (Rabs_pos rho); lra). unfold tr. f_equal; [|f_equal]; field.
  - unfold tr, det. unfold Rsqr at 1. replace (2 * Rabs rho * (2 * Rabs rho)) with (4 * (Rabs rho)²)
      by (unfold Rsqr; ring). rewrite <- Rsqr_abs. unfold Rsqr; ring.
Qed.

Theorem EIG_kappa_eq_value p q s :
  kappa_eq p q s = (1 + Rabs (q / sqrt (p * s))) / (1 - Rabs (q / sqrt (p * s))).
Proof. apply kappa_unit. Qed.
