(** P2, P2.2 and X2: K rays, at zero gap, with the same sizes on every ray.

    t = k^−β on each ray (a list, one entry per ray), M₁ = mean t, M₂ = mean t².

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
    X2_shares_bound             ==  whatever the shares, V/M₁² ≤ (1 − u)²/(4u), u = R^−β …
    X2_shares_attained          ==  … reached with the share u/(1 + u) on the low ray
    X2_best_shares              ==  then κ_eq ≤ κ_t ⇔ R ≥ e^((2/β) arsinh h)
    P2_2_one_ray                ==  K = 1 (all runs on one ray): V_K = 0 < τ_K, never passes
    P2_2_popoviciu              ==  rays within [a, b]: V_K ≤ (b − a)²/4
    P2_2_end_rays               ==  half on each end ray: V_K = (b − a)²/4
    P2_2_middle_ray             ==  one ray strictly between: V_K < (b − a)²/4
    P2_2_duplicate_max_iff      ==  {a, b, b} has smaller κ_eq than {a, b} exactly when
                                    R^−β < 1/√2: a third ray at k_max helps                  *)

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

(** The unit-free form. *)
Theorem X2_unit_free κ_t : 1 < κ_t -> 0 < mean t -> 0 < V t ->
  (block_kappa_eq t <= κ_t <-> 4 * κ_t / (κ_t - 1)² <= V t / (mean t)²).
Proof.
  intros Hk H1 HV. unfold block_kappa_eq. rewrite EIG_kappa_eq_value, Rmult_1_l.
  assert (E2 : mean2 t = V t + (mean t)²) by (unfold V; ring).
  assert (Hm : 0 < (mean t)²) by (apply Rlt_0_sqr; lra).
  assert (Hs : 0 < sqrt (mean2 t)) by (apply sqrt_lt_R0; lra).
  assert (Hss : sqrt (mean2 t) * sqrt (mean2 t) = V t + (mean t)²) by (rewrite <- E2; apply sqrt_sqrt; lra).
  set (s := sqrt (mean2 t)) in *. set (a := mean t) in *.
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
    + replace (((κ_t - 1) * s)²) with ((κ_t - 1)² * (V t + (a)²)) by (rewrite <- Hss; unfold Rsqr; ring).
      split; intros H.
      * apply Rmult_le_reg_r with ((κ_t - 1)² * a²); [now apply Rmult_lt_0_compat|].
        replace (4 * κ_t / (κ_t - 1)² * ((κ_t - 1)² * a²)) with (4 * κ_t * a²) by (field; lra).
        replace (V t / a² * ((κ_t - 1)² * a²)) with (V t * (κ_t - 1)²) by (field; lra).
        unfold Rsqr in *; lra.
      * apply Rmult_le_compat_r with (r := (κ_t - 1)² * a²) in H; [|left; now apply Rmult_lt_0_compat].
        replace (4 * κ_t / (κ_t - 1)² * ((κ_t - 1)² * a²)) with (4 * κ_t * a²) in H by (field; lra).
        replace (V t / a² * ((κ_t - 1)² * a²)) with (V t * (κ_t - 1)²) in H by (field; lra).
        unfold Rsqr in *; lra.
Qed.

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
