(** X1: the exact two-column block, and its two-sided, non-asymptotic bounds on a ray.

    For columns f, g with f ≠ 0 put w = f², r = g/f. On one ray r = c N^ε, x = ln N.
    spread l w x = (Σw)² σ_w², σ_w² the w-weighted variance of ln N.

    name                  ==  meaning
    X1_trace, X1_det      ==  tr = Σ w (1 + r²), det = Σw Σwr² − (Σwr)²
    X1_block              ==  κ + 2 + 1/κ = (Σ w(1 + r²))² / (Σw Σwr² − (Σwr)²): any design
    X1_degenerate_iff     ==  det = 0 exactly when r is the same at all runs
    X1_spread_pos, _neg   ==  c² N_min^2ε ε² S ≤ spread(r) ≤ c² N_max^2ε ε² S for ε ≥ 0,
                              N_min and N_max change places for ε ≤ 0 (S = spread of ln N)
    X1_kappa_two_sided    ==  both signs: a closed form below and above ε² κ
    X1_limit              ==  ε² κ → (1 + c²)² / (c² σ_w²) as ε → 0, from both sides,
                              for w fixed (LawColumns.v: moving) and r = c(ε) N^ε, c continuous
    X1_chinchilla_ray     ==  Chinchilla's pair on a ray: w = N^−2α, r = k^−β N^ε, ε = α − β
    X1_chinchilla_limit   ==  its limit, c = k^−α                                        *)

From Coq Require Import Reals List Lra Psatz.
From Coquelicot Require Import Coquelicot.
From Offray Require Import Sums Gram Parallel Taylor Laws.
Import ListNotations.
Open Scope R_scope.

Section Block.
Context {Run : Type} (l : list Run).
Implicit Types f g w r : Run -> R.

Theorem X1_trace f g : (forall i, In i l -> f i <> 0) ->
  tr (dot l f f) (dot l g g) = Σ i ∈ l, (f i)² * (1 + (g i / f i)²).
Proof.
  intros H. unfold tr, dot. rewrite <- sum_plus. apply sum_ext; intros i Hi.
  unfold Rsqr. field. auto.
Qed.

Theorem X1_det f g : (forall i, In i l -> f i <> 0) ->
  pair_det l f g = spread l (fun i => (f i)²) (fun i => g i / f i).
Proof.
  intros H. unfold pair_det, det, spread, dot. f_equal; [f_equal|f_equal];
    apply sum_ext; intros i Hi; unfold Rsqr; field; auto.
Qed.

Lemma pair_trace_pos f g : 0 < pair_det l f g -> 0 < tr (dot l f f) (dot l g g).
Proof.
  unfold pair_det, det, tr. intros H. pose proof (dot_nonneg l f). pose proof (dot_nonneg l g).
  pose proof (Rle_0_sqr (dot l f g)). destruct (Req_dec (dot l f f) 0) as [E|E]; [rewrite E in H; lra|].
  lra.
Qed.

Theorem X1_block f g : (forall i, In i l -> f i <> 0) -> 0 < pair_det l f g ->
  pair_kappa l f g + 2 + / pair_kappa l f g
  = (Σ i ∈ l, (f i)² * (1 + (g i / f i)²))² / spread l (fun i => (f i)²) (fun i => g i / f i).
Proof.
  intros Hf Hd. rewrite <- X1_trace, <- X1_det by auto.
  apply EIG_kappa; [now apply pair_trace_pos|exact Hd].
Qed.

Theorem X1_degenerate_iff f g : (forall i, In i l -> f i <> 0) ->
  (pair_det l f g = 0 <-> forall i j, In i l -> In j l -> g i / f i = g j / f j).
Proof.
  intros Hf. rewrite X1_det by auto. apply spread_zero_iff.
  intros i Hi. apply Rlt_0_sqr. auto.
Qed.
End Block.

(** Spread of r = c e^(εx) against spread of x. *)
Section Spread.
Context {Run : Type} (l : list Run) (w x : Run -> R) (c : R).
Hypothesis Hw : forall i, In i l -> 0 < w i.

Lemma spread_exp ε m M : (forall i, In i l -> m <= ε * x i <= M) ->
  c² * exp (2 * m) * (ε² * spread l w x)
  <= spread l w (fun i => c * exp (ε * x i))
  <= c² * exp (2 * M) * (ε² * spread l w x).
Proof.
  intros H. rewrite spread_scal, <- spread_scal.
  rewrite !(spread_pairs l w). set (S := Σ i ∈ l, Σ j ∈ l, w i * w j * (ε * x i - ε * x j)²).
  assert (B : exp (2 * m) * S <= (Σ i ∈ l, Σ j ∈ l, w i * w j * (exp (ε * x i) - exp (ε * x j))²)
              <= exp (2 * M) * S).
  { unfold S. rewrite <- !sum_scal. split; apply sum_le; intros i Hi; rewrite <- sum_scal;
      apply sum_le; intros j Hj;
      pose proof (exp_gap m M (ε * x i) (ε * x j) (H i Hi) (H j Hj)) as [H1 H2];
      assert (Hp : 0 < w i * w j) by (apply Rmult_lt_0_compat; auto);
      [ replace (exp (2 * m) * (w i * w j * (ε * x i - ε * x j)²))
          with (w i * w j * ((ε * x i - ε * x j)² * exp (2 * m))) by ring
      | replace (exp (2 * M) * (w i * w j * (ε * x i - ε * x j)²))
          with (w i * w j * ((ε * x i - ε * x j)² * exp (2 * M))) by ring ];
      apply Rmult_le_compat_l; lra. }
  pose proof (Rle_0_sqr c) as Hc. split.
  - replace (c² * exp (2 * m) * (/ 2 * S)) with (c² * (/ 2 * (exp (2 * m) * S))) by ring.
    apply Rmult_le_compat_l; lra.
  - replace (c² * exp (2 * M) * (/ 2 * S)) with (c² * (/ 2 * (exp (2 * M) * S))) by ring.
    apply Rmult_le_compat_l; lra.
Qed.
End Spread.

Section OneRay.
Context {Run : Type} (l : list Run) (w N : Run -> R) (c N_min N_max : R).
Hypothesis Hw : forall i, In i l -> 0 < w i.
Hypothesis Hmin : 0 < N_min.
Hypothesis HN : forall i, In i l -> N_min <= N i <= N_max.
Let x (i : Run) : R := ln (N i).
Let r (ε : R) (i : Run) : R := c * Rpower (N i) ε.

Lemma ln_range i : In i l -> ln N_min <= x i <= ln N_max.
Proof.
  intros Hi. destruct (HN i Hi) as [H1 H2]. unfold x. split.
  - destruct H1 as [H1| <-]; [left; now apply ln_increasing|lra].
  - destruct H2 as [H2|H2]; [left; apply ln_increasing; lra|rewrite H2; lra].
Qed.

Lemma twice_power y ε : exp (2 * (ε * ln y)) = Rpower y (2 * ε).
Proof. unfold Rpower. f_equal; ring. Qed.

Theorem X1_spread_pos ε : 0 <= ε ->
  c² * Rpower N_min (2 * ε) * (ε² * spread l w x) <= spread l w (r ε)
  <= c² * Rpower N_max (2 * ε) * (ε² * spread l w x).
Proof.
  intros He. rewrite <- !twice_power. apply (spread_exp l w x c Hw ε).
  intros i Hi. pose proof (ln_range i Hi). split; apply Rmult_le_compat_l; lra.
Qed.

Theorem X1_spread_neg ε : ε <= 0 ->
  c² * Rpower N_max (2 * ε) * (ε² * spread l w x) <= spread l w (r ε)
  <= c² * Rpower N_min (2 * ε) * (ε² * spread l w x).
Proof.
  intros He. rewrite <- !twice_power. apply (spread_exp l w x c Hw ε).
  intros i Hi. pose proof (ln_range i Hi). split; nra.
Qed.
End OneRay.

(** Two-sided bounds for κ of the pair f = √w, g = r f, with r = c e^(εx). *)
Section TwoSided.
Context {Run : Type} (l : list Run) (f x : Run -> R) (c X : R).
Hypothesis Hf : forall i, In i l -> f i <> 0.
Hypothesis HX : forall i, In i l -> Rabs (x i) <= X.
Hypothesis Hc : c <> 0.
Hypothesis Hspread : 0 < spread l (fun i => (f i)²) x.
Let w (i : Run) : R := (f i)².
Let g (ε : R) (i : Run) : R := c * exp (ε * x i) * f i.
Let S := spread l w x.
Let W := Σ i ∈ l, w i.

Lemma w_pos i : In i l -> 0 < w i.
Proof. intros Hi. apply Rlt_0_sqr; auto. Qed.

Lemma W_pos : 0 < W.
Proof. apply sum_pos; [apply (spread_nonempty l _ _ Hspread)|apply w_pos]. Qed.

Lemma ratio_eq ε i : In i l -> g ε i / f i = c * exp (ε * x i).
Proof. intros Hi. unfold g. field. auto. Qed.

Lemma range ε i : In i l -> - (Rabs ε * X) <= ε * x i <= Rabs ε * X.
Proof.
  intros Hi. apply Rabs_le_between. rewrite Rabs_mult.
  apply Rmult_le_compat_l; [apply Rabs_pos|auto].
Qed.

Lemma det_two_sided ε :
  c² * exp (- (2 * (Rabs ε * X))) * (ε² * S) <= pair_det l f (g ε)
  <= c² * exp (2 * (Rabs ε * X)) * (ε² * S).
Proof.
  rewrite X1_det by auto.
  replace (spread l (fun i => (f i)²) (fun i => g ε i / f i))
    with (spread l w (fun i => c * exp (ε * x i))).
  - replace (- (2 * (Rabs ε * X))) with (2 * - (Rabs ε * X)) by ring.
    apply spread_exp; [exact w_pos|]. now apply range.
  - rewrite !spread_pairs. f_equal. apply sum_ext; intros i Hi. apply sum_ext; intros j Hj.
    now rewrite !ratio_eq.
Qed.

Lemma exp_mono a b : a <= b -> exp a <= exp b.
Proof. intros [H| ->]; [left; now apply exp_increasing|lra]. Qed.

Lemma trace_two_sided ε :
  W * (1 + c² * exp (- (2 * (Rabs ε * X)))) <= tr (dot l f f) (dot l (g ε) (g ε))
  <= W * (1 + c² * exp (2 * (Rabs ε * X))).
Proof.
  rewrite X1_trace by auto. unfold W.
  rewrite <- !sum_scal_r. split; apply sum_le; intros i Hi; unfold w;
    apply Rmult_le_compat_l; try apply Rle_0_sqr; apply Rplus_le_compat_l;
    rewrite ratio_eq, Rsqr_mult by auto; apply Rmult_le_compat_l; try apply Rle_0_sqr;
    unfold Rsqr; rewrite <- exp_plus; apply exp_mono; pose proof (range ε i Hi); lra.
Qed.

Definition kappa_low (ε : R) : R :=
  (W * (1 + c² * exp (- (2 * (Rabs ε * X)))))² / (c² * exp (2 * (Rabs ε * X)) * S) - 3 * ε².
Definition kappa_high (ε : R) : R :=
  (W * (1 + c² * exp (2 * (Rabs ε * X))))² / (c² * exp (- (2 * (Rabs ε * X))) * S) - 2 * ε².

Theorem X1_kappa_two_sided ε : ε <> 0 ->
  kappa_low ε <= ε² * pair_kappa l f (g ε) <= kappa_high ε.
Proof.
  intros He. pose proof (det_two_sided ε) as [D1 D2]. pose proof (trace_two_sided ε) as [T1 T2].
  pose proof W_pos as HW. assert (HS : 0 < S) by exact Hspread.
  assert (He2 : 0 < ε²) by now apply Rlt_0_sqr.
  assert (Hc2 : 0 < c²) by now apply Rlt_0_sqr.
  pose proof (exp_pos (- (2 * (Rabs ε * X)))) as Em. pose proof (exp_pos (2 * (Rabs ε * X))) as EM.
  assert (L : 0 < c² * exp (- (2 * (Rabs ε * X))) * (ε² * S))
    by (apply Rmult_lt_0_compat; apply Rmult_lt_0_compat; assumption).
  assert (Hd : 0 < pair_det l f (g ε)) by lra.
  pose proof (pair_trace_pos l f (g ε) Hd) as Ht.
  pose proof (EIG_kappa_range _ _ _ Ht Hd) as [K1 K2]. fold (pair_kappa l f (g ε)) in K1, K2.
  set (t := tr (dot l f f) (dot l (g ε) (g ε))) in *.
  change (det (dot l f f) (dot l f (g ε)) (dot l (g ε) (g ε))) with (pair_det l f (g ε)) in K1, K2.
  set (d := pair_det l f (g ε)) in *.
  set (em := exp (- (2 * (Rabs ε * X)))) in *. set (eM := exp (2 * (Rabs ε * X))) in *.
  assert (T0 : 0 < W * (1 + c² * em)).
  { apply Rmult_lt_0_compat; auto. pose proof (Rmult_lt_0_compat _ _ Hc2 Em). lra. }
  split.
  - apply Rle_trans with (ε² * (t² / d - 3)); [|apply Rmult_le_compat_l; lra].
    unfold kappa_low. fold em. fold eM. rewrite Rmult_minus_distr_l.
    replace (ε² * 3) with (3 * ε²) by ring. apply Rplus_le_compat_r.
    replace ((W * (1 + c² * em))² / (c² * eM * S))
      with (ε² * ((W * (1 + c² * em))² * / (c² * eM * (ε² * S)))) by (field; repeat split; lra).
    apply Rmult_le_compat_l; [lra|]. apply Rmult_le_compat.
    + apply Rle_0_sqr.
    + left. apply Rinv_0_lt_compat. lra.
    + apply Rsqr_incr_1; lra.
    + apply Rinv_le_contravar; lra.
  - apply Rle_trans with (ε² * (t² / d - 2)); [apply Rmult_le_compat_l; lra|].
    unfold kappa_high. fold em. fold eM. rewrite Rmult_minus_distr_l.
    replace (ε² * 2) with (2 * ε²) by ring. apply Rplus_le_compat_r.
    replace ((W * (1 + c² * eM))² / (c² * em * S))
      with (ε² * ((W * (1 + c² * eM))² * / (c² * em * (ε² * S)))) by (field; repeat split; lra).
    apply Rmult_le_compat_l; [lra|]. apply Rmult_le_compat.
    + apply Rle_0_sqr.
    + left. apply Rinv_0_lt_compat. lra.
    + apply Rsqr_incr_1; lra.
    + apply Rinv_le_contravar; lra.
Qed.
End TwoSided.

(** The limit, with c depending continuously on ε. *)
Section Limit.
Context {Run : Type} (l : list Run) (f x : Run -> R) (c : R -> R).
Hypothesis Hf : forall i, In i l -> f i <> 0.
Hypothesis Hc : forall ε, c ε <> 0.
Hypothesis Hcc : continuity c.
Hypothesis Hspread : 0 < spread l (fun i => (f i)²) x.
Let w (i : Run) : R := (f i)².
Let g (ε : R) (i : Run) : R := c ε * exp (ε * x i) * f i.

Lemma bounded : exists X, forall i, In i l -> Rabs (x i) <= X.
Proof.
  exists (Σ i ∈ l, Rabs (x i)). intros i Hi.
  apply (sum_ge_one l (fun i => Rabs (x i))); auto. intros; apply Rabs_pos.
Qed.

Definition variance : R := spread l w x / (Σ i ∈ l, w i)².

Theorem X1_limit :
  is_lim (fun ε => ε² * pair_kappa l f (g ε)) 0 ((1 + (c 0)²)² / ((c 0)² * variance)).
Proof.
  destruct bounded as [X HX].
  assert (HW : 0 < Σ i ∈ l, w i) 
    by (apply sum_pos; [apply (spread_nonempty l _ x Hspread)|intros i Hi; apply Rlt_0_sqr; auto]).
  assert (Hs : 0 < spread l w x) by exact Hspread.
  pose proof (Hc 0) as Hc0.
  set (W := Σ i ∈ l, w i) in *. set (S := spread l w x) in *.
  assert (E : forall em eM z : R, em = 1 -> eM = 1 -> z = 0 ->
    (W * (1 + (c 0)² * em))² / ((c 0)² * eM * S) - z = (1 + (c 0)²)² / ((c 0)² * variance)).
  { intros em eM z -> -> ->. unfold variance. fold W S. unfold Rsqr in *. field. repeat split; lra. }
  assert (Hn : forall e, (c 0)² * exp e * S <> 0).
  { intros e. pose proof (exp_pos e). pose proof (Rlt_0_sqr _ Hc0).
    apply Rgt_not_eq. apply Rmult_lt_0_compat; auto. now apply Rmult_lt_0_compat. }
  assert (HC : continuity_pt c 0) by apply Hcc.
  apply (is_lim_le_le_loc (fun ε => kappa_low l f x (c ε) X ε) (fun ε => kappa_high l f x (c ε) X ε)).
  - exists (mkposreal 1 Rlt_0_1). intros ε _ Hε.
    apply (X1_kappa_two_sided l f x (c ε) X Hf HX (Hc ε) Hspread ε Hε).
  - rewrite <- (E (exp (- (2 * (Rabs 0 * X)))) (exp (2 * (Rabs 0 * X))) (3 * 0²)).
    + apply (is_lim_continuity (fun ε => kappa_low l f x (c ε) X ε)).
      unfold kappa_low. fold w. fold W. fold S.
      apply continuity_pt_minus; [apply continuity_pt_div; [| |apply Hn]|]; unfold Rsqr; reg.
    + rewrite Rabs_R0. replace (- (2 * (0 * X))) with 0 by ring. apply exp_0.
    + rewrite Rabs_R0. replace (2 * (0 * X)) with 0 by ring. apply exp_0.
    + unfold Rsqr; ring.
  - rewrite <- (E (exp (2 * (Rabs 0 * X))) (exp (- (2 * (Rabs 0 * X)))) (2 * 0²)).
    + apply (is_lim_continuity (fun ε => kappa_high l f x (c ε) X ε)).
      unfold kappa_high. fold w. fold W. fold S.
      apply continuity_pt_minus; [apply continuity_pt_div; [| |apply Hn]|]; unfold Rsqr; reg.
    + rewrite Rabs_R0. replace (2 * (0 * X)) with 0 by ring. apply exp_0.
    + rewrite Rabs_R0. replace (- (2 * (0 * X))) with 0 by ring. apply exp_0.
    + unfold Rsqr; ring.
Qed.
End Limit.

(** Chinchilla's pair A, B on the ray D = kN, β = α − ε. *)
Section Chinchilla.
Context {Run : Type} (l : list Run) (N : Run -> R) (α k : R).
Hypothesis Hk : 0 < k.
Hypothesis HN : forall i, In i l -> 0 < N i.

Theorem X1_chinchilla_ray ε i : In i l ->
  chinchilla_j_B (α - ε) (k * N i)
  = Rpower k (- (α - ε)) * exp (ε * ln (N i)) * chinchilla_j_A α (N i).
Proof.
  intros Hi. unfold chinchilla_j_A, chinchilla_j_B. rewrite Rpower_mult_base by auto.
  unfold Rpower. rewrite Rmult_assoc, <- (exp_plus (ε * ln (N i))). do 2 f_equal. ring.
Qed.

(** Two sizes that differ are enough. *)
Theorem X1_chinchilla_limit i j : In i l -> In j l -> N i <> N j ->
  let jA := fun i => chinchilla_j_A α (N i) in
  let jB := fun ε i => chinchilla_j_B (α - ε) (k * N i) in
  let w := fun i => (jA i)² in
  let variance := spread l w (fun i => ln (N i)) / (Σ i ∈ l, w i)² in
  let c := Rpower k (- α) in
  is_lim (fun ε => ε² * pair_kappa l jA (jB ε)) 0 ((1 + c²)² / (c² * variance)).
Proof.
  intros Hi Hj Hij jA jB w v c.
  assert (HjA : forall i, In i l -> jA i <> 0) by (intros; apply Rgt_not_eq, Rpower_pos).
  assert (Hs : 0 < spread l w (fun i => ln (N i))).
  { apply (spread_pos l w _ i j); auto.
    - intros a Ha. now apply Rlt_0_sqr, HjA.
    - intros E. apply Hij. apply ln_inv; auto. }
  pose proof (X1_limit l jA (fun i => ln (N i)) (fun ε => Rpower k (- (α - ε))) HjA) as H.
  cbv beta in H. replace (Rpower k (- (α - 0))) with c in H by (unfold c; f_equal; ring).
  apply (is_lim_ext (fun ε => ε² * pair_kappa l jA
           (fun i => Rpower k (- (α - ε)) * exp (ε * ln (N i)) * jA i))).
  - intros ε. f_equal. unfold pair_kappa.
    assert (E : forall i, In i l -> Rpower k (- (α - ε)) * exp (ε * ln (N i)) * jA i = jB ε i).
    { intros a Ha. unfold jA, jB. now rewrite X1_chinchilla_ray. }
    f_equal; apply sum_ext; intros a Ha; now rewrite !E.
  - apply H.
    + intros ε. apply Rgt_not_eq, Rpower_pos.
    + unfold Rpower. reg.
    + exact Hs.
Qed.
End Chinchilla.
