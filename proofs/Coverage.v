(** P2, P2.2 and X2: K rays, at zero gap, with the same sizes on every ray.

    t = k^−β on each ray (a list, one entry per ray), M₁ = mean t, M₂ = mean t².

    Length: the two averages M₁ and M₂ and the two rays that attain the threshold are one argument.

    name                        ==  meaning
    V t                         ==  V_K = M₂ − M₁²
    tau κ_t t                   ==  τ_K = (K + Σt²)² / (K² κ_t)
    block_kappa t               ==  κ of the block [[1, M₁], [M₁, M₂]], the limit ε → 0
    block_kappa_eq t            ==  κ_eq of it: both columns scaled to unit length
    X2_product                  ==  the Gram matrix of A, B over (sizes × rays) is that block
    EIG_KV                      ==  K S₂ − S₁² = K² V_K (eqs. 68–69)
    X2_exact                    ==  κ ≤ κ_t ⇔ V/(1 + M₂)² ≥ 1/(κ_t + 2 + 1/κ_t)
    P2_sufficient               ==  V_K ≥ τ_K ⇒ κ ≤ κ_t
    P2_not_necessary            ==  a design with κ ≤ κ_t and V_K < τ_K
    X2_unit_free                ==  κ_eq ≤ κ_t ⇔ V/M₁² ≥ 4κ_t/(κ_t − 1)²
    X2_two_rays                 ==  K = 2: κ_eq ≤ κ_t ⇔ R ≥ R_min, R_min = e^((2/β) artanh h),
                                    h = 2√κ_t/(κ_t − 1)
    X2_two_rays_none            ==  κ_t ≤ 3 + 2√2 (h ≥ 1): no equal split passes
    X2_R_min_decreasing_kappa   ==  R_min falls as κ_t grows
    X2_R_min_decreasing_beta    ==  R_min falls as β grows
    X2_R_min_best_decreasing_kappa, _beta ==  the same with the best shares
    X2_shares_bound             ==  whatever the shares, V/M₁² ≤ (1 − u)²/(4u), u = R^−β …
    X2_shares_attained          ==  … reached with the share u/(1 + u) on the low ray
    X2_best_shares              ==  then κ_eq ≤ κ_t ⇔ R ≥ e^((2/β) arsinh h)
    X2_no_share_passes          ==  and below that ratio no share passes
    P2_2_one_ray                ==  K = 1 (all runs on one ray): V_K = 0 < τ_K, never passes
    P2_2_popoviciu              ==  rays within [a, b]: V_K ≤ (b − a)²/4
    P2_2_end_rays               ==  half on each end ray: V_K = (b − a)²/4
    P2_2_middle_ray             ==  one ray strictly between: V_K < (b − a)²/4
    P2_2_duplicate_max_iff      ==  {a, b, b} has larger V/M₁² than {a, b} exactly when R^−β < 1/√2;
                                    so its κ_eq is smaller (ThirdRay.v)                        *)

From Coq Require Import Reals List Lra Psatz.
From Offray Require Import Sums Gram Parallel.
Import ListNotations.
Open Scope R_scope.

Definition mean (t : list R) : R := (Σ a ∈ t, a) / count t.
Definition mean2 (t : list R) : R := (Σ a ∈ t, a²) / count t.
Definition V (t : list R) : R := mean2 t - (mean t)².
Definition tau (κ_t : R) (t : list R) : R :=
  (count t + Σ a ∈ t, a²)² / ((count t)² * κ_t).
Definition block_kappa (t : list R) : R := kappa 1 (mean t) (mean2 t).
Definition block_kappa_eq (t : list R) : R := kappa_eq 1 (mean t) (mean2 t).

(** Columns N^−α and k^−β N^−α over all pairs (size, ray): the block, times Σw · K. *)
Theorem X2_product {Run : Type} (sizes : list Run) (rays : list R) (e : Run -> R) :
  rays <> [] ->
  let l := list_prod sizes rays in
  let jA := fun i : Run * R => e (fst i) in
  let jB := fun i : Run * R => snd i * e (fst i) in
  let c := (Σ i ∈ sizes, (e i)²) * count rays in
  dot l jA jA = c * 1 /\ dot l jA jB = c * mean rays /\ dot l jB jB = c * mean2 rays.
Proof.
  intros Hr l jA jB c. assert (Hc : 0 < count rays) by now apply count_pos.
  unfold l, c, mean, mean2, dot, jA, jB. rewrite !sum_prod. simpl.
  repeat split.
  - rewrite Rmult_1_r, <- sum_scal_r. apply sum_ext; intros i _.
    unfold count. rewrite <- sum_scal. apply sum_ext; intros; unfold Rsqr; ring.
  - replace ((Σ i ∈ sizes, (e i)²) * count rays * ((Σ a ∈ rays, a) / count rays))
      with ((Σ i ∈ sizes, (e i)²) * Σ a ∈ rays, a) by (field; lra).
    rewrite <- sum_scal_r. apply sum_ext; intros i _.
    rewrite <- sum_scal. apply sum_ext; intros; unfold Rsqr; ring.
  - replace ((Σ i ∈ sizes, (e i)²) * count rays * ((Σ a ∈ rays, a²) / count rays))
      with ((Σ i ∈ sizes, (e i)²) * Σ a ∈ rays, a²) by (field; lra).
    rewrite <- sum_scal_r. apply sum_ext; intros i _.
    rewrite <- sum_scal. apply sum_ext; intros; unfold Rsqr; ring.
Qed.

Theorem X2_product_kappa {Run : Type} (sizes : list Run) (rays : list R) (e : Run -> R) :
  rays <> [] -> 0 < (Σ i ∈ sizes, (e i)²) ->
  pair_kappa (list_prod sizes rays) (fun i => e (fst i)) (fun i => snd i * e (fst i))
  = block_kappa rays.
Proof.
  intros Hr He. destruct (X2_product sizes rays e Hr) as (H1 & H2 & H3).
  unfold pair_kappa, block_kappa. cbv zeta in *. rewrite H1, H2, H3.
  apply EIG_kappa_scale. apply Rmult_lt_0_compat; auto. now apply count_pos.
Qed.

(** The unit-free form, for a block with any shares. *)
Lemma kappa_eq_le_iff a m2 v κ_t : m2 = v + a² -> 1 < κ_t -> 0 < a -> 0 < v ->
  (kappa_eq 1 a m2 <= κ_t <-> 4 * κ_t / (κ_t - 1)² <= v / a²).
Proof.
  intros E2 Hk H1 HV. rewrite EIG_kappa_eq_value, Rmult_1_l.
  assert (Hm : 0 < a²) by (apply Rlt_0_sqr; lra).
  assert (Hs : 0 < sqrt (m2)) by (apply sqrt_lt_R0; lra).
  assert (Hss : sqrt (m2) * sqrt (m2) = v + a²) by (rewrite <- E2; apply sqrt_sqrt; lra).
  set (s := sqrt m2) in *.
  rewrite Rabs_right by (left; now apply Rdiv_lt_0_compat).
  assert (Hlt : a < s) by (unfold Rsqr in *; nra).
  replace ((1 + a / s) / (1 - a / s)) with ((s + a) / (s - a)) by (field; lra).
  assert (Hd : 0 < (κ_t - 1)²) by (apply Rlt_0_sqr; lra).
  transitivity ((κ_t + 1) * a <= (κ_t - 1) * s).
  - split; intros H.
    + apply Rmult_le_compat_r with (r := s - a) in H; [|lra].
      replace ((s + a) / (s - a) * (s - a)) with (s + a) in H by (field; lra). lra.
    + apply Rmult_le_reg_r with (s - a); [lra|].
      replace ((s + a) / (s - a) * (s - a)) with (s + a) by (field; lra). lra.
  - transitivity (((κ_t + 1) * a)² <= ((κ_t - 1) * s)²).
    + split; intros H.
      * apply Rsqr_incr_1; auto; apply Rmult_le_pos; lra.
      * apply Rsqr_incr_0_var; auto. apply Rmult_le_pos; lra.
    + replace (((κ_t - 1) * s)²) with ((κ_t - 1)² * (v + a²)) by (rewrite <- Hss; unfold Rsqr; ring).
      split; intros H.
      * apply Rmult_le_reg_r with ((κ_t - 1)² * a²); [now apply Rmult_lt_0_compat|].
        replace (4 * κ_t / (κ_t - 1)² * ((κ_t - 1)² * a²)) with (4 * κ_t * a²) by (field; lra).
        replace (v / a² * ((κ_t - 1)² * a²)) with (v * (κ_t - 1)²) by (field; lra).
        unfold Rsqr in *; lra.
      * apply Rmult_le_compat_r with (r := (κ_t - 1)² * a²) in H; [|left; now apply Rmult_lt_0_compat].
        replace (4 * κ_t / (κ_t - 1)² * ((κ_t - 1)² * a²)) with (4 * κ_t * a²) in H by (field; lra).
        replace (v / a² * ((κ_t - 1)² * a²)) with (v * (κ_t - 1)²) in H by (field; lra).
        unfold Rsqr in *; lra.
Qed.

Section Rays.
Variable t : list R.
Hypothesis Ht : t <> [].

Lemma K_pos : 0 < count t.
Proof. now apply count_pos. Qed.

Theorem EIG_KV : count t * (Σ a ∈ t, a²) - (Σ a ∈ t, a)² = (count t)² * V t.
Proof. unfold V, mean, mean2, Rsqr. pose proof K_pos. field. lra. Qed.

Lemma V_spread : (count t)² * V t = spread t (fun _ => 1) (fun a => a).
Proof.
  rewrite <- EIG_KV. unfold spread, count. f_equal; [f_equal|f_equal]; apply sum_ext; intros; ring.
Qed.

Lemma V_nonneg : 0 <= V t.
Proof.
  pose proof K_pos. assert (H1 : 0 < (count t)²) by (apply Rlt_0_sqr; lra).
  apply Rmult_le_reg_l with ((count t)²); auto. rewrite Rmult_0_r, V_spread.
  apply spread_nonneg; intros; lra.
Qed.

Lemma mean2_nonneg : 0 <= mean2 t.
Proof.
  unfold mean2. apply Rmult_le_pos; [apply sum_nonneg; intros; apply Rle_0_sqr|].
  left. apply Rinv_0_lt_compat, K_pos.
Qed.

Lemma block_det : det 1 (mean t) (mean2 t) = V t.
Proof. unfold det, V; ring. Qed.

Lemma block_tr : tr 1 (mean2 t) = 1 + mean2 t.
Proof. reflexivity. Qed.

Lemma tau_mean κ_t : 0 < κ_t -> tau κ_t t = (1 + mean2 t)² / κ_t.
Proof. intros H. unfold tau, mean2, Rsqr. pose proof K_pos. field. lra. Qed.

Section Covered.
Hypothesis HV : 0 < V t.

Theorem X2_exact κ_t : 1 <= κ_t ->
  (block_kappa t <= κ_t <-> / (κ_t + 2 + / κ_t) <= V t / (1 + mean2 t)²).
Proof.
  intros Hk. pose proof mean2_nonneg as H2.
  unfold block_kappa. rewrite EIG_kappa_le_iff; [| |rewrite block_det; auto|auto].
  2: { rewrite block_tr; lra. }
  rewrite block_det, block_tr.
  assert (Hs : 0 < (1 + mean2 t)²) by (apply Rlt_0_sqr; lra).
  assert (Hi : 0 < / κ_t) by (apply Rinv_0_lt_compat; lra).
  assert (E : V t / (1 + mean2 t)² = / ((1 + mean2 t)² / V t)) by (field; split; lra).
  rewrite E. split; intros H.
  - apply Rinv_le_contravar; auto. now apply Rdiv_lt_0_compat.
  - apply Rnot_lt_le; intros H1. apply Rinv_lt_contravar in H1; [lra|].
    apply Rmult_lt_0_compat; [lra|]. now apply Rdiv_lt_0_compat.
Qed.
End Covered.

Theorem P2_sufficient κ_t : 1 <= κ_t -> tau κ_t t <= V t -> block_kappa t <= κ_t.
Proof.
  intros Hk H. rewrite tau_mean in H by lra. pose proof mean2_nonneg as H2.
  assert (Hs : 0 < (1 + mean2 t)²) by (apply Rlt_0_sqr; lra).
  assert (Hp : 0 < (1 + mean2 t)² / κ_t) by (apply Rdiv_lt_0_compat; lra).
  assert (HV : 0 < V t) by lra.
  apply X2_exact; auto.
  apply Rle_trans with (/ κ_t).
  - apply Rinv_le_contravar; [lra|]. assert (0 < / κ_t) by (apply Rinv_0_lt_compat; lra). lra.
  - apply Rmult_le_reg_r with ((1 + mean2 t)²); auto.
    replace (V t / (1 + mean2 t)² * (1 + mean2 t)²) with (V t) by (field; lra).
    unfold Rdiv in H. lra.
Qed.

Theorem X2_unit_free κ_t : 1 < κ_t -> 0 < mean t -> 0 < V t ->
  (block_kappa_eq t <= κ_t <-> 4 * κ_t / (κ_t - 1)² <= V t / (mean t)²).
Proof. apply kappa_eq_le_iff. unfold V; ring. Qed.

Theorem P2_2_popoviciu a b : (forall s, In s t -> a <= s <= b) -> V t <= ((b - a) / 2)².
Proof.
  intros H. pose proof K_pos. assert (Hc : 0 < (count t)²) by (apply Rlt_0_sqr; lra).
  apply Rmult_le_reg_l with ((count t)²); auto. rewrite V_spread.
  pose proof (popoviciu t (fun s => s) a b H). unfold Rsqr in *; lra.
Qed.

Theorem P2_2_middle_ray a b c : (forall s, In s t -> a <= s <= b) -> In c t -> a < c < b ->
  V t < ((b - a) / 2)².
Proof.
  intros H Hc Hin. pose proof K_pos. assert (Hc2 : 0 < (count t)²) by (apply Rlt_0_sqr; lra).
  apply Rmult_lt_reg_l with ((count t)²); auto. rewrite V_spread.
  pose proof (popoviciu_strict t (fun s => s) a b c H Hc Hin). unfold Rsqr in *; lra.
Qed.

Theorem P2_2_one_ray c κ_t : (forall s, In s t -> s = c) -> 0 < κ_t -> V t = 0 /\ V t < tau κ_t t.
Proof.
  intros H Hk.
  assert (E : V t = 0).
  { apply Rmult_eq_reg_l with ((count t)²); [|pose proof K_pos; apply Rgt_not_eq, Rlt_0_sqr; lra].
    rewrite V_spread, Rmult_0_r. apply spread_zero_iff; [intros; lra|].
    intros i j Hi Hj. rewrite (H i Hi), (H j Hj). reflexivity. }
  split; auto. rewrite E, tau_mean by auto. pose proof mean2_nonneg.
  apply Rdiv_lt_0_compat; auto. apply Rlt_0_sqr; lra.
Qed.
End Rays.

Theorem P2_2_end_rays a b : V [a; b] = ((b - a) / 2)².
Proof. unfold V, mean, mean2, count, Rsqr; simpl. field. Qed.

(** {1, 2} at β = 1, so t = {1, 1/2}: κ = 40.2…, below 41, while V_K < τ_K. *)
Theorem P2_not_necessary : let t := [1; / 2] in
  block_kappa t <= 41 /\ V t < tau 41 t.
Proof.
  assert (EV : V [1; / 2] = / 16) by (unfold V, mean, mean2, count, Rsqr; simpl; field).
  assert (EM : mean2 [1; / 2] = 5 / 8) by (unfold mean2, count, Rsqr; simpl; field).
  split.
  - apply X2_exact; [easy|rewrite EV; lra|lra|]. rewrite EV, EM. unfold Rsqr. lra.
  - rewrite tau_mean by (easy || lra). rewrite EV, EM. unfold Rsqr. lra.
Qed.

(** Two rays: closed form of the least ratio R = k_max/k_min. *)
Definition artanh (h : R) : R := / 2 * ln ((1 + h) / (1 - h)).
Definition threshold (κ_t : R) : R := 2 * sqrt κ_t / (κ_t - 1).
Definition R_min (β κ_t : R) : R := exp (2 / β * artanh (threshold κ_t)).
Definition R_min_best (β κ_t : R) : R := exp (2 / β * arcsinh (threshold κ_t)).

(** The entries t = k^−β of a list of rays. *)
Definition entries (β : R) (rays : list R) : list R := map (fun k => Rpower k (- β)) rays.

Lemma threshold_sqr κ_t : 1 < κ_t -> (threshold κ_t)² = 4 * κ_t / (κ_t - 1)².
Proof.
  intros H. unfold threshold. rewrite Rsqr_div'. f_equal.
  rewrite Rsqr_mult, Rsqr_sqrt by lra. unfold Rsqr; ring.
Qed.

Lemma threshold_pos κ_t : 1 < κ_t -> 0 < threshold κ_t.
Proof.
  intros H. unfold threshold. apply Rdiv_lt_0_compat; [|lra].
  apply Rmult_lt_0_compat; [lra|]. apply sqrt_lt_R0; lra.
Qed.

Theorem X2_threshold_lt_1 κ_t : 1 < κ_t -> (threshold κ_t < 1 <-> 3 + 2 * sqrt 2 < κ_t).
Proof.
  intros H. pose proof (threshold_pos κ_t H) as Hp.
  assert (S2 : sqrt 2 * sqrt 2 = 2) by (apply sqrt_sqrt; lra).
  assert (S2p : 0 < sqrt 2) by (apply sqrt_lt_R0; lra).
  assert (Hs : sqrt κ_t * sqrt κ_t = κ_t) by (apply sqrt_sqrt; lra).
  assert (Hs1 : 0 < sqrt κ_t) by (apply sqrt_lt_R0; lra).
  set (s := sqrt κ_t) in *. set (q := sqrt 2) in *.
  assert (Hs2 : 1 < s) by (apply Rnot_le_lt; intros H1; nra).
  transitivity (2 * s < κ_t - 1).
  - unfold threshold. fold s. split; intros H1.
    + apply Rmult_lt_compat_r with (r := κ_t - 1) in H1; [|lra].
      replace (2 * s / (κ_t - 1) * (κ_t - 1)) with (2 * s) in H1 by (field; lra). lra.
    + apply Rmult_lt_reg_r with (κ_t - 1); [lra|].
      replace (2 * s / (κ_t - 1) * (κ_t - 1)) with (2 * s) by (field; lra). lra.
  - rewrite <- Hs. split; intros H1.
    + assert (H2 : 1 + q < s).
      { apply Rnot_le_lt; intros H2. assert (0 <= (q - (s - 1)) * (q + (s - 1))); [|nra].
        apply Rmult_le_pos; nra. }
      assert (0 < (s - (1 + q)) * (s + (1 + q))) by (apply Rmult_lt_0_compat; lra). nra.
    + assert (H2 : 1 + q < s).
      { apply Rnot_le_lt; intros H2. assert (0 <= ((1 + q) - s) * ((1 + q) + s)); [|nra].
        apply Rmult_le_pos; lra. }
      assert (0 < (s - 1 - q) * (s - 1 + q)) by (apply Rmult_lt_0_compat; lra). nra.
Qed.

Section TwoRays.
Variables β κ_t k_min k_max : R.
Hypotheses (Hβ : 0 < β) (Hk : 1 < κ_t) (Hkmin : 0 < k_min) (Hkk : k_min < k_max).
Let t := entries β [k_min; k_max].
Let ratio := k_max / k_min.
(** u = R^−β. *)
Let u := Rpower ratio (- β).

Lemma ratio_gt_1 : 1 < ratio.
Proof.
  unfold ratio. apply Rmult_lt_reg_r with k_min; auto.
  replace (k_max / k_min * k_min) with k_max by (field; lra). lra.
Qed.

Lemma u_range : 0 < u < 1.
Proof.
  pose proof ratio_gt_1 as H. split; [apply exp_pos|].
  unfold u. rewrite <- (Rpower_O ratio) by lra. apply Rpower_lt; lra.
Qed.

Lemma entry_ratio : Rpower k_max (- β) = Rpower k_min (- β) * u.
Proof.
  unfold u, ratio. rewrite Rpower_mult_distr.
  - f_equal. field. lra.
  - auto.
  - apply Rdiv_lt_0_compat; lra.
Qed.

Lemma two_rays_ratio : V t / (mean t)² = ((1 - u) / (1 + u))².
Proof.
  pose proof u_range. unfold t, V, mean, mean2, count, entries. simpl. rewrite entry_ratio.
  pose proof (exp_pos (- β * ln k_min)) as Hp. fold (Rpower k_min (- β)) in Hp.
  set (a := Rpower k_min (- β)) in *. unfold Rsqr. field.
  repeat split; nra.
Qed.

Lemma ln_u : ln u = - (β * ln ratio).
Proof. unfold u, Rpower. rewrite ln_exp. ring. Qed.

(** (1 − u)/(1 + u) ≥ h in terms of R. *)
Lemma artanh_condition h : 0 < h < 1 ->
  (h <= (1 - u) / (1 + u) <-> exp (2 / β * artanh h) <= ratio).
Proof.
  intros Hh. pose proof u_range as Hu. pose proof ratio_gt_1 as HR.
  assert (H1 : 0 < (1 - h) / (1 + h)) by (apply Rdiv_lt_0_compat; lra).
  transitivity (u <= (1 - h) / (1 + h)).
  - split; intros H.
    + apply Rmult_le_compat_r with (r := 1 + u) in H; [|lra].
      replace ((1 - u) / (1 + u) * (1 + u)) with (1 - u) in H by (field; lra).
      apply Rmult_le_reg_r with (1 + h); [lra|].
      replace ((1 - h) / (1 + h) * (1 + h)) with (1 - h) by (field; lra). lra.
    + apply Rmult_le_compat_r with (r := 1 + h) in H; [|lra].
      replace ((1 - h) / (1 + h) * (1 + h)) with (1 - h) in H by (field; lra).
      apply Rmult_le_reg_r with (1 + u); [lra|].
      replace ((1 - u) / (1 + u) * (1 + u)) with (1 - u) by (field; lra). lra.
  - assert (E : ln ((1 - h) / (1 + h)) = - (2 * artanh h)).
    { unfold artanh. replace ((1 - h) / (1 + h)) with (/ ((1 + h) / (1 - h))) by (field; lra).
      rewrite ln_Rinv by (apply Rdiv_lt_0_compat; lra). field. }
    transitivity (2 * artanh h <= β * ln ratio).
    + split; intros H.
      * assert (ln u <= ln ((1 - h) / (1 + h))).
        { destruct H as [H| <-]; [left; apply ln_increasing; lra|lra]. }
        rewrite ln_u, E in H0. lra.
      * apply Rnot_lt_le; intros H2. apply ln_increasing in H2; auto. rewrite ln_u, E in H2. lra.
    + split; intros H.
      * rewrite <- (exp_ln ratio) by lra.
        assert (H2 : 2 / β * artanh h <= ln ratio).
        { apply Rmult_le_reg_l with β; auto.
          replace (β * (2 / β * artanh h)) with (2 * artanh h) by (field; lra). lra. }
        destruct H2 as [H2|H2]; [left; now apply exp_increasing|rewrite H2; lra].
      * assert (H2 : 2 / β * artanh h <= ln ratio).
        { rewrite <- (ln_exp (2 / β * artanh h)).
          destruct H as [H|H]; [left; apply ln_increasing; auto; apply exp_pos|rewrite H; lra]. }
        apply Rmult_le_compat_l with (r := β) in H2; [|lra].
        replace (β * (2 / β * artanh h)) with (2 * artanh h) in H2 by (field; lra). lra.
Qed.

Lemma two_rays_mean_pos : 0 < mean t.
Proof.
  unfold t, mean, count, entries; simpl.
  pose proof (exp_pos (- β * ln k_min)); pose proof (exp_pos (- β * ln k_max)).
  unfold Rpower. apply Rdiv_lt_0_compat; lra.
Qed.

Lemma two_rays_V_pos : 0 < V t.
Proof.
  pose proof two_rays_ratio as E. pose proof u_range. pose proof two_rays_mean_pos as Hm.
  assert (0 < V t / (mean t)²).
  { rewrite E. apply Rlt_0_sqr. apply Rgt_not_eq. apply Rdiv_lt_0_compat; lra. }
  assert (Hm2 : 0 < (mean t)²) by (apply Rlt_0_sqr; lra).
  replace (V t) with (V t / (mean t)² * (mean t)²) by (field; lra).
  now apply Rmult_lt_0_compat.
Qed.

Lemma two_rays_threshold :
  block_kappa_eq t <= κ_t <-> threshold κ_t <= (1 - u) / (1 + u).
Proof.
  pose proof u_range. pose proof (threshold_pos κ_t Hk).
  rewrite X2_unit_free by (easy || apply two_rays_mean_pos || apply two_rays_V_pos || auto).
  rewrite <- threshold_sqr, two_rays_ratio by auto.
  assert (0 < (1 - u) / (1 + u)) by (apply Rdiv_lt_0_compat; lra).
  split; intros H2.
  - apply Rsqr_incr_0_var; lra.
  - apply Rsqr_incr_1; lra.
Qed.

Theorem X2_two_rays : 3 + 2 * sqrt 2 < κ_t ->
  (block_kappa_eq t <= κ_t <-> R_min β κ_t <= ratio).
Proof.
  intros H. rewrite two_rays_threshold. apply artanh_condition.
  split; [now apply threshold_pos|]. now apply X2_threshold_lt_1.
Qed.

Theorem X2_two_rays_none : κ_t <= 3 + 2 * sqrt 2 -> ~ block_kappa_eq t <= κ_t.
Proof.
  intros H. rewrite two_rays_threshold. pose proof u_range.
  assert (1 <= threshold κ_t).
  { apply Rnot_lt_le. rewrite X2_threshold_lt_1 by auto. lra. }
  assert ((1 - u) / (1 + u) < 1).
  { apply Rmult_lt_reg_r with (1 + u); [lra|].
    replace ((1 - u) / (1 + u) * (1 + u)) with (1 - u) by (field; lra). lra. }
  lra.
Qed.

(** Shares p on the low ray and 1 − p on the high one. *)
Definition share_mean (p : R) : R := p * 1 + (1 - p) * u.
Definition share_mean2 (p : R) : R := p * 1² + (1 - p) * u².
Definition share_V (p : R) : R := share_mean2 p - (share_mean p)².

Theorem X2_shares_bound p : 0 <= p <= 1 ->
  share_V p / (share_mean p)² <= (1 - u)² / (4 * u).
Proof.
  intros Hp. pose proof u_range.
  assert (Hm : 0 < share_mean p) by (unfold share_mean; nra).
  assert (Hm2 : 0 < (share_mean p)²) by (apply Rlt_0_sqr; lra).
  apply Rmult_le_reg_r with ((share_mean p)² * (4 * u)); [nra|].
  replace (share_V p / (share_mean p)² * ((share_mean p)² * (4 * u))) with (share_V p * (4 * u))
    by (field; lra).
  replace ((1 - u)² / (4 * u) * ((share_mean p)² * (4 * u))) with ((1 - u)² * (share_mean p)²)
    by (field; lra).
  pose proof (Rle_0_sqr (share_mean p * (1 + u) - 2 * u)).
  unfold share_V, share_mean2, share_mean, Rsqr in *. nra.
Qed.

Theorem X2_shares_attained :
  share_V (u / (1 + u)) / (share_mean (u / (1 + u)))² = (1 - u)² / (4 * u).
Proof.
  pose proof u_range. unfold share_V, share_mean2, share_mean, Rsqr. field. repeat split; nra.
Qed.

(** V/M₁² ≥ h² with the best shares, in terms of R: (1 − u)²/(4u) = sinh²(β ln R / 2). *)
Lemma best_shares_condition :
  4 * κ_t / (κ_t - 1)² <= (1 - u)² / (4 * u) <-> R_min_best β κ_t <= ratio.
Proof.
  pose proof u_range as Hu. pose proof ratio_gt_1 as HR. pose proof (threshold_pos κ_t Hk) as Hh.
  rewrite <- threshold_sqr by auto. unfold R_min_best. set (h := threshold κ_t) in *.
  set (y := β * ln ratio / 2).
  assert (Hl : 0 < ln ratio) by (rewrite <- ln_1; apply ln_increasing; lra).
  assert (Hy : 0 < y) by (unfold y; nra).
  assert (E : (1 - u)² / (4 * u) = (sinh y)²).
  { unfold sinh. assert (Ey : exp y * exp y = / u).
    { rewrite <- exp_plus. unfold u, Rpower. rewrite <- exp_Ropp. f_equal. unfold y. field. }
    assert (Ey' : exp (- y) * exp (- y) = u).
    { rewrite <- exp_plus. unfold u, Rpower. f_equal. unfold y. field. }
    assert (Exy : exp y * exp (- y) = 1).
    { rewrite <- exp_plus. replace (y + - y) with 0 by ring. apply exp_0. }
    replace (((exp y - exp (- y)) / 2)²)
      with ((exp y * exp y - 2 * (exp y * exp (- y)) + exp (- y) * exp (- y)) / 4)
      by (unfold Rsqr; field).
    rewrite Ey, Ey', Exy. unfold Rsqr. field. lra. }
  rewrite E.
  assert (Hs : 0 < sinh y) by (rewrite <- sinh_0; now apply sinh_lt).
  transitivity (h <= sinh y).
  { split; intros H; [apply Rsqr_incr_0_var; lra|apply Rsqr_incr_1; lra]. }
  transitivity (arcsinh h <= y).
  { split; intros H.
    - rewrite <- (arcsinh_sinh y). destruct H as [H| ->]; [left; now apply arcsinh_lt|lra].
    - rewrite <- (sinh_arcsinh h). destruct H as [H| ->]; [left; now apply sinh_lt|lra]. }
  split; intros H.
  - rewrite <- (exp_ln ratio) by lra.
    assert (H2 : 2 / β * arcsinh h <= ln ratio).
    { apply Rmult_le_reg_l with (β / 2); [lra|].
      replace (β / 2 * (2 / β * arcsinh h)) with (arcsinh h) by (field; lra). unfold y in H. lra. }
    destruct H2 as [H2|H2]; [left; now apply exp_increasing|rewrite H2; lra].
  - assert (H2 : 2 / β * arcsinh h <= ln ratio).
    { rewrite <- (ln_exp (2 / β * arcsinh h)).
      destruct H as [H|H]; [left; apply ln_increasing; auto; apply exp_pos|rewrite H; lra]. }
    apply Rmult_le_compat_l with (r := β / 2) in H2; [|lra].
    replace (β / 2 * (2 / β * arcsinh h)) with (arcsinh h) in H2 by (field; lra). unfold y. lra.
Qed.

Definition share_kappa_eq (p : R) : R := kappa_eq 1 (share_mean p) (share_mean2 p).

Lemma share_condition p : 0 < p < 1 ->
  (share_kappa_eq p <= κ_t <-> 4 * κ_t / (κ_t - 1)² <= share_V p / (share_mean p)²).
Proof.
  intros Hp. pose proof u_range. apply kappa_eq_le_iff; auto.
  - unfold share_V. ring.
  - unfold share_mean. nra.
  - replace (share_V p) with (p * (1 - p) * (1 - u)²) by (unfold share_V, share_mean2, share_mean, Rsqr; ring).
    apply Rmult_lt_0_compat; [apply Rmult_lt_0_compat; lra|]. apply Rlt_0_sqr. lra.
Qed.

(** With the share u/(1 + u) on the low ray the threshold is R_min_best … *)
Theorem X2_best_shares : share_kappa_eq (u / (1 + u)) <= κ_t <-> R_min_best β κ_t <= ratio.
Proof.
  pose proof u_range. rewrite <- best_shares_condition, <- X2_shares_attained.
  apply share_condition. split; [apply Rdiv_lt_0_compat; lra|].
  apply Rmult_lt_reg_r with (1 + u); [lra|].
  replace (u / (1 + u) * (1 + u)) with u by (field; lra). lra.
Qed.

(** … and below it no share passes. *)
Theorem X2_no_share_passes p : 0 < p < 1 -> ratio < R_min_best β κ_t -> ~ share_kappa_eq p <= κ_t.
Proof.
  intros Hp Hr. rewrite share_condition by auto. intros H.
  assert (~ R_min_best β κ_t <= ratio) by lra. apply H0. apply best_shares_condition.
  apply Rle_trans with (1 := H). apply X2_shares_bound. lra.
Qed.

(** A third ray at k_max, on top of {k_min, k_max}. *)
Theorem P2_2_duplicate_max_iff :
  let t3 := entries β [k_min; k_max; k_max] in
  V t / (mean t)² < V t3 / (mean t3)² <-> 2 * u² < 1.
Proof.
  intros t3. pose proof u_range as Hu. rewrite two_rays_ratio.
  assert (E : V t3 / (mean t3)² = 2 * (1 - u)² / (1 + 2 * u)²).
  { unfold t3, V, mean, mean2, count, entries. simpl. rewrite entry_ratio.
    pose proof (exp_pos (- β * ln k_min)) as Hp. fold (Rpower k_min (- β)) in Hp.
    set (a := Rpower k_min (- β)) in *. unfold Rsqr. field. repeat split; nra. }
  rewrite E, Rsqr_div'.
  assert (H1 : 0 < (1 + u)²) by (apply Rlt_0_sqr; lra).
  assert (H2 : 0 < (1 + 2 * u)²) by (apply Rlt_0_sqr; lra).
  assert (H3 : 0 < (1 - u)²) by (apply Rlt_0_sqr; lra).
  assert (D : 2 * (1 - u)² / (1 + 2 * u)² - (1 - u)² / (1 + u)²
              = (1 - u)² * (1 - 2 * u²) / ((1 + 2 * u)² * (1 + u)²)).
  { unfold Rsqr. field. repeat split; nra. }
  assert (H4 : 0 < (1 + 2 * u)² * (1 + u)²) by now apply Rmult_lt_0_compat.
  split; intros H.
  - apply Rnot_le_lt; intros H5.
    assert ((1 - u)² * (1 - 2 * u²) / ((1 + 2 * u)² * (1 + u)²) <= 0); [|lra].
    apply Rmult_le_reg_r with ((1 + 2 * u)² * (1 + u)²); auto.
    replace ((1 - u)² * (1 - 2 * u²) / ((1 + 2 * u)² * (1 + u)²) * ((1 + 2 * u)² * (1 + u)²))
      with ((1 - u)² * (1 - 2 * u²)) by (field; split; lra). nra.
  - assert (0 < (1 - u)² * (1 - 2 * u²) / ((1 + 2 * u)² * (1 + u)²)); [|lra].
    apply Rdiv_lt_0_compat; auto. apply Rmult_lt_0_compat; lra.
Qed.
End TwoRays.

Lemma threshold_decreasing κ κ' : 1 < κ -> κ < κ' -> threshold κ' < threshold κ.
Proof.
  intros H H'. apply Rsqr_incrst_0; try (left; apply threshold_pos; lra).
  rewrite !threshold_sqr by lra.
  assert (0 < (κ - 1)²) by (apply Rlt_0_sqr; lra).
  assert (0 < (κ' - 1)²) by (apply Rlt_0_sqr; lra).
  apply Rmult_lt_reg_r with ((κ - 1)² * (κ' - 1)²); [now apply Rmult_lt_0_compat|].
  replace (4 * κ' / (κ' - 1)² * ((κ - 1)² * (κ' - 1)²)) with (4 * κ' * (κ - 1)²) by (field; lra).
  replace (4 * κ / (κ - 1)² * ((κ - 1)² * (κ' - 1)²)) with (4 * κ * (κ' - 1)²) by (field; lra).
  assert (0 < (κ' - κ) * (κ * κ' - 1)) by (apply Rmult_lt_0_compat; nra).
  unfold Rsqr. nra.
Qed.

Lemma artanh_increasing h h' : -1 < h -> h < h' -> h' < 1 -> artanh h < artanh h'.
Proof.
  intros H1 H2 H3. unfold artanh. apply Rmult_lt_compat_l; [lra|].
  apply ln_increasing; [apply Rdiv_lt_0_compat; lra|].
  apply Rmult_lt_reg_r with ((1 - h) * (1 - h')); [nra|].
  replace ((1 + h) / (1 - h) * ((1 - h) * (1 - h'))) with ((1 + h) * (1 - h')) by (field; lra).
  replace ((1 + h') / (1 - h') * ((1 - h) * (1 - h'))) with ((1 + h') * (1 - h)) by (field; lra).
  nra.
Qed.

Lemma artanh_pos h : 0 < h < 1 -> 0 < artanh h.
Proof.
  intros H. replace 0 with (artanh 0).
  - apply artanh_increasing; lra.
  - unfold artanh. replace ((1 + 0) / (1 - 0)) with 1 by field. rewrite ln_1; ring.
Qed.

Theorem X2_R_min_decreasing_kappa β κ κ' : 0 < β -> 3 + 2 * sqrt 2 < κ -> κ < κ' ->
  R_min β κ' < R_min β κ.
Proof.
  intros Hβ H H'. assert (0 < sqrt 2) by (apply sqrt_lt_R0; lra).
  unfold R_min. apply exp_increasing, Rmult_lt_compat_l; [apply Rdiv_lt_0_compat; lra|].
  apply artanh_increasing.
  - pose proof (threshold_pos κ'). lra.
  - apply threshold_decreasing; lra.
  - apply X2_threshold_lt_1; lra.
Qed.

Theorem X2_R_min_decreasing_beta β β' κ : 0 < β -> β < β' -> 3 + 2 * sqrt 2 < κ ->
  R_min β' κ < R_min β κ.
Proof.
  intros Hβ H Hk. assert (0 < sqrt 2) by (apply sqrt_lt_R0; lra).
  unfold R_min. apply exp_increasing, Rmult_lt_compat_r.
  - apply artanh_pos. split; [apply threshold_pos; lra|apply X2_threshold_lt_1; lra].
  - unfold Rdiv. apply Rmult_lt_compat_l; [lra|]. apply Rinv_lt_contravar; nra.
Qed.

Theorem X2_R_min_best_decreasing_kappa β κ κ' : 0 < β -> 1 < κ -> κ < κ' ->
  R_min_best β κ' < R_min_best β κ.
Proof.
  intros Hβ H H'. unfold R_min_best. apply exp_increasing, Rmult_lt_compat_l; [apply Rdiv_lt_0_compat; lra|].
  now apply arcsinh_lt, threshold_decreasing.
Qed.

Theorem X2_R_min_best_decreasing_beta β β' κ : 0 < β -> β < β' -> 1 < κ -> R_min_best β' κ < R_min_best β κ.
Proof.
  intros Hβ H Hk. unfold R_min_best. apply exp_increasing, Rmult_lt_compat_r.
  - rewrite <- arcsinh_0. now apply arcsinh_lt, threshold_pos.
  - unfold Rdiv. apply Rmult_lt_compat_l; [lra|]. apply Rinv_lt_contravar; nra.
Qed.
