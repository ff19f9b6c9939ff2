(** X12: the least-squares parabola on a grid that is symmetric about 0, and where its vertex lies for
    the shape of a loss on a line of one compute. A grid is symmetric if w and −w occur equally often.

    name                        ==  meaning
    parabola_c0, _c1, _c2       ==  least squares of c₀ + c₁w + c₂w² on a symmetric grid …
    parabola_least_squares      ==  … no other coefficients have a smaller Σ (L − L̂)²
    parabola_vertex             ==  w = −c₁/(2c₂)
    vertex_shift                ==  δw of the shape 10^(−βw) + (β/α) 10^(αw): of α, β and the grid
    X12_shift_sign              ==  δw < 0 for α > β, δw > 0 for α < β
    X12_shift_zero_iff          ==  δw = 0 exactly when α = β                                    *)

From Coq Require Import Reals List Lra Lia Psatz.
From Coquelicot Require Import Coquelicot.
From Offray Require Import Sums.
Import ListNotations.
Open Scope R_scope.

(** Fits on a grid. *)
Definition symmetric (grid : list R) : Prop := forall f, sum grid f = Σ w ∈ grid, f (- w).
Definition moment (n : nat) (grid : list R) : R := Σ w ∈ grid, w ^ n.
Definition centred (grid : list R) (w : R) : R := w ^ 2 - moment 2 grid / count grid.
Definition parabola_c1 (grid : list R) (L : R -> R) : R := (Σ w ∈ grid, w * L w) / moment 2 grid.
Definition parabola_c2 (grid : list R) (L : R -> R) : R :=
  (Σ w ∈ grid, centred grid w * L w) / (Σ w ∈ grid, (centred grid w)²).
Definition parabola_c0 (grid : list R) (L : R -> R) : R :=
  (Σ w ∈ grid, L w) / count grid - parabola_c2 grid L * (moment 2 grid / count grid).
Definition parabola_vertex (grid : list R) (L : R -> R) : R :=
  - parabola_c1 grid L / (2 * parabola_c2 grid L).

Section Grid.
Variable grid : list R.
Hypothesis Hsym : symmetric grid.

Lemma odd_zero f : (forall w, f (- w) = - f w) -> sum grid f = 0.
Proof.
  intros H. pose proof (Hsym f) as E. rewrite (sum_ext grid (fun w => f (- w)) (fun w => - 1 * f w)) in E.
  - rewrite (sum_scal (- 1) grid f) in E. lra.
  - intros w _. rewrite H. ring.
Qed.

(** Two different |w|: the three normal equations have one solution. *)
Hypothesis Hne : exists w w', In w grid /\ In w' grid /\ w² <> w'².

Lemma grid_count : 0 < count grid.
Proof. destruct Hne as (w & _ & Hw & _). apply count_pos. intros E. now rewrite E in Hw. Qed.

Lemma grid_moment : 0 < moment 2 grid.
Proof.
  destruct Hne as (w & w' & Hw & Hw' & H). unfold moment.
  assert (P : forall a, 0 <= a ^ 2) by (intros; apply pow2_ge_0).
  assert (Q : forall a, a² <> 0 -> In a grid -> 0 < Σ w ∈ grid, w ^ 2).
  { intros a Ha Hin. apply Rlt_le_trans with (a ^ 2).
    - pose proof (Rle_0_sqr a). replace (a ^ 2) with (a²) by (unfold Rsqr; ring). lra.
    - apply (sum_ge_one grid (fun w => w ^ 2)); auto. }
  destruct (Req_dec (w²) 0) as [Z|Z]; [apply (Q w'); auto; lra|now apply (Q w)].
Qed.

Lemma grid_centred : 0 < Σ w ∈ grid, (centred grid w)².
Proof.
  destruct Hne as (w & w' & Hw & Hw' & H).
  assert (Q : forall a, centred grid a <> 0 -> In a grid -> 0 < Σ w ∈ grid, (centred grid w)²).
  { intros a Ha Hin. apply Rlt_le_trans with ((centred grid a)²); [now apply Rlt_0_sqr|].
    apply (sum_ge_one grid (fun w => (centred grid w)²)); auto. intros; apply Rle_0_sqr. }
  destruct (Req_dec (centred grid w) 0) as [Z|Z]; [|now apply (Q w)].
  apply (Q w'); auto. unfold centred in *. intros Z'. apply H. unfold Rsqr. simpl in *. lra.
Qed.

Lemma centred_sum : (Σ w ∈ grid, centred grid w) = 0.
Proof.
  unfold centred. rewrite sum_minus. fold (moment 2 grid).
  replace (Σ w ∈ grid, moment 2 grid / count grid) with (moment 2 grid / count grid * count grid).
  - pose proof grid_count. field. lra.
  - unfold count. rewrite <- sum_scal. apply sum_ext. intros; ring.
Qed.

Lemma centred_odd : (Σ w ∈ grid, w * centred grid w) = 0.
Proof. apply odd_zero. intros. unfold centred. ring. Qed.

Section Fit.
Variable L : R -> R.
Let c1 := parabola_c1 grid L.
Let c2 := parabola_c2 grid L.
Let m := (Σ w ∈ grid, L w) / count grid.
Let r (w : R) : R := L w - (m + c1 * w + c2 * centred grid w).

Lemma rest_1 : sum grid r = 0.
Proof.
  transitivity (sum grid L - (m * count grid + c1 * (Σ w ∈ grid, w) + c2 * (Σ w ∈ grid, centred grid w))).
  - unfold count. rewrite <- !sum_scal, <- !sum_plus, <- sum_minus. apply sum_ext. intros. unfold r. ring.
  - rewrite centred_sum. replace (Σ w ∈ grid, w) with 0 by (symmetry; apply odd_zero; intros; ring).
    unfold m. change (sum grid (fun w => L w)) with (sum grid L). pose proof grid_count. field. lra.
Qed.

Lemma rest_w : (Σ w ∈ grid, w * r w) = 0.
Proof.
  transitivity ((Σ w ∈ grid, w * L w) - (m * (Σ w ∈ grid, w) + c1 * moment 2 grid
    + c2 * (Σ w ∈ grid, w * centred grid w))).
  - unfold moment. rewrite <- !sum_scal, <- !sum_plus, <- sum_minus. apply sum_ext. intros.
    unfold r. ring.
  - rewrite centred_odd. replace (Σ w ∈ grid, w) with 0 by (symmetry; apply odd_zero; intros; ring).
    unfold c1, parabola_c1. pose proof grid_moment. field. lra.
Qed.

Lemma rest_centred : (Σ w ∈ grid, centred grid w * r w) = 0.
Proof.
  transitivity ((Σ w ∈ grid, centred grid w * L w) - (m * (Σ w ∈ grid, centred grid w)
    + c1 * (Σ w ∈ grid, w * centred grid w) + c2 * (Σ w ∈ grid, (centred grid w)²))).
  - rewrite <- !sum_scal, <- !sum_plus, <- sum_minus. apply sum_ext. intros. unfold r, Rsqr. ring.
  - rewrite centred_odd, centred_sum. unfold c2, parabola_c2. pose proof grid_centred. field. lra.
Qed.

Theorem parabola_least_squares b0 b1 b2 :
  (Σ w ∈ grid, (L w - (parabola_c0 grid L + c1 * w + c2 * w ^ 2))²)
  <= Σ w ∈ grid, (L w - (b0 + b1 * w + b2 * w ^ 2))².
Proof.
  set (a := moment 2 grid / count grid).
  set (d0 := m - (b0 + b2 * a)). set (d1 := c1 - b1). set (d2 := c2 - b2).
  assert (E : (Σ w ∈ grid, (L w - (b0 + b1 * w + b2 * w ^ 2))²)
    = (Σ w ∈ grid, (r w)²) + (Σ w ∈ grid, (d0 + d1 * w + d2 * centred grid w)²)).
  { transitivity ((Σ w ∈ grid, (r w)²) + (Σ w ∈ grid, (d0 + d1 * w + d2 * centred grid w)²)
      + 2 * (d0 * sum grid r + d1 * (Σ w ∈ grid, w * r w) + d2 * (Σ w ∈ grid, centred grid w * r w))).
    - rewrite <- (sum_scal d0), <- (sum_scal d1), <- (sum_scal d2), <- !sum_plus, <- (sum_scal 2), <- !sum_plus.
      apply sum_ext. intros w _. unfold r, d0, d1, d2, centred. fold a. unfold Rsqr. ring.
    - rewrite rest_1, rest_w, rest_centred. ring. }
  rewrite E.
  assert (E' : (Σ w ∈ grid, (L w - (parabola_c0 grid L + c1 * w + c2 * w ^ 2))²) = Σ w ∈ grid, (r w)²).
  { apply sum_ext. intros w _. f_equal. unfold r, parabola_c0, centred. fold c2 m. ring. }
  rewrite E'. assert (0 <= Σ w ∈ grid, (d0 + d1 * w + d2 * centred grid w)²); [|lra].
  apply sum_nonneg. intros; apply Rle_0_sqr.
Qed.
End Fit.

(** The vertex sees neither an offset nor a scale. *)
Lemma vertex_affine E a g : a <> 0 -> parabola_vertex grid (fun w => E + a * g w) = parabola_vertex grid g.
Proof.
  intros Ha. unfold parabola_vertex.
  assert (E1 : parabola_c1 grid (fun w => E + a * g w) = a * parabola_c1 grid g).
  { unfold parabola_c1. replace (Σ w ∈ grid, w * (E + a * g w)) with (a * (Σ w ∈ grid, w * g w)).
    - field. pose proof grid_moment. lra.
    - transitivity (E * (Σ w ∈ grid, w) + a * (Σ w ∈ grid, w * g w)).
      + replace (Σ w ∈ grid, w) with 0 by (symmetry; apply odd_zero; intros; ring). ring.
      + rewrite <- !sum_scal, <- sum_plus. apply sum_ext. intros; ring. }
  assert (E2 : parabola_c2 grid (fun w => E + a * g w) = a * parabola_c2 grid g).
  { unfold parabola_c2. replace (Σ w ∈ grid, centred grid w * (E + a * g w))
      with (a * (Σ w ∈ grid, centred grid w * g w)).
    - field. pose proof grid_centred. lra.
    - transitivity (E * (Σ w ∈ grid, centred grid w) + a * (Σ w ∈ grid, centred grid w * g w)).
      + rewrite centred_sum. ring.
      + rewrite <- !sum_scal, <- sum_plus. apply sum_ext. intros; ring. }
  rewrite E1, E2. unfold Rdiv. rewrite !Rinv_mult. set (p := parabola_c1 grid g).
  set (i := / parabola_c2 grid g). field. auto.
Qed.

(** The shape of the surface in w. *)
Section Shape.
Variables α β : R.
Hypotheses (Hα : 0 < α) (Hβ : 0 < β).

Definition shape (w : R) : R := Rpower 10 (- (β * w)) + β / α * Rpower 10 (α * w).
Definition vertex_shift : R := parabola_vertex grid shape.

Let T (w : R) : R := w * ln 10.
Lemma ln10_pos : 0 < ln 10.
Proof. rewrite <- ln_1. apply ln_increasing; lra. Qed.

(** sinh(cx)/c grows with c for x > 0. *)
Lemma sinh_ratio (a b t : R) : 0 < b -> b < a -> 0 < t -> sinh (b * t) / b < sinh (a * t) / a.
Proof.
  intros Hb Hab Ht.
  set (f := fun s => sinh (a * s) / a - sinh (b * s) / b).
  set (f' := fun s => cosh (a * s) - cosh (b * s)).
  assert (D : forall s, derivable_pt_lim f s (f' s)).
  { intros s. apply is_derive_Reals. unfold f, f', sinh, cosh. auto_derive; [auto|]. field. lra. }
  destruct (MVT_cor2 f f' 0 t Ht) as (c & E & Hc); [intros; apply D|].
  assert (F0 : f 0 = 0) by (unfold f; rewrite !Rmult_0_r, sinh_0; field; lra).
  assert (F' : 0 < f' c).
  { unfold f', cosh. assert (H : b * c < a * c) by (apply Rmult_lt_compat_r; lra).
    assert (H0 : 0 < b * c) by (apply Rmult_lt_0_compat; lra).
    assert (P1 : exp (b * c) < exp (a * c)) by now apply exp_increasing.
    assert (P2 : 1 < exp (b * c)) by (rewrite <- exp_0; now apply exp_increasing).
    rewrite !exp_Ropp. set (u := exp (b * c)) in *. set (z := exp (a * c)) in *.
    assert (I : / u - / z < z - u).
    { replace (/ u - / z) with ((z - u) * / (u * z)) by (field; lra).
      rewrite <- (Rmult_1_r (z - u)) at 2. apply Rmult_lt_compat_l; [lra|].
      rewrite <- Rinv_1. apply Rinv_lt_contravar; nra. }
    lra. }
  rewrite F0, Rminus_0_r in E. assert (0 < f' c * (t - 0)) by (apply Rmult_lt_0_compat; lra).
  unfold f in E. lra.
Qed.

Lemma odd_part w : w * shape w + (- w) * shape (- w)
  = 2 * β * (w * (sinh (α * T w) / α - sinh (β * T w) / β)).
Proof.
  unfold shape, T, sinh, Rpower.
  replace (- (β * w) * ln 10) with (- (β * (w * ln 10))) by ring.
  replace (- (β * - w) * ln 10) with (β * (w * ln 10)) by ring.
  replace (α * w * ln 10) with (α * (w * ln 10)) by ring.
  replace (α * - w * ln 10) with (- (α * (w * ln 10))) by ring. field. lra.
Qed.

Lemma symmetric_half f : sum grid f = / 2 * Σ w ∈ grid, (f w + f (- w)).
Proof. rewrite sum_plus. rewrite <- (Hsym f). field. Qed.

(** The slope of the fit has the sign of α − β. *)
Lemma slope_sign : let S := Σ w ∈ grid, w * shape w in
  (β < α -> 0 < S) /\ (α < β -> S < 0) /\ (α = β -> S = 0).
Proof.
  intros S.
  assert (E : S = β * Σ w ∈ grid, w * (sinh (α * T w) / α - sinh (β * T w) / β)).
  { unfold S. rewrite (symmetric_half (fun w => w * shape w)), <- !sum_scal. apply sum_ext.
    intros w _. rewrite odd_part. field. lra. }
  assert (Even : forall w, (- w) * (sinh (α * T (- w)) / α - sinh (β * T (- w)) / β)
                 = w * (sinh (α * T w) / α - sinh (β * T w) / β)).
  { intros w. unfold T, sinh. replace (α * (- w * ln 10)) with (- (α * (w * ln 10))) by ring.
    replace (β * (- w * ln 10)) with (- (β * (w * ln 10))) by ring. rewrite !Ropp_involutive. field. lra. }
  assert (Z : forall c, 0 * c = 0) by (intros; ring). pose proof ln10_pos as H10.
  assert (Pos : forall w, w <> 0 ->
    (β < α -> 0 < w * (sinh (α * T w) / α - sinh (β * T w) / β))
    /\ (α < β -> w * (sinh (α * T w) / α - sinh (β * T w) / β) < 0)).
  { assert (main : forall w, 0 < w ->
      (β < α -> 0 < w * (sinh (α * T w) / α - sinh (β * T w) / β))
      /\ (α < β -> w * (sinh (α * T w) / α - sinh (β * T w) / β) < 0)).
    { intros w Hw. assert (Ht : 0 < T w) by (apply Rmult_lt_0_compat; auto). split; intros H.
      - pose proof (sinh_ratio α β (T w) Hβ H Ht). apply Rmult_lt_0_compat; lra.
      - pose proof (sinh_ratio β α (T w) Hα H Ht).
        assert (0 < w * (sinh (β * T w) / β - sinh (α * T w) / α)) by (apply Rmult_lt_0_compat; lra). lra. }
    intros w Hw. destruct (Rtotal_order w 0) as [H|[H|H]]; [|lra|now apply main].
    rewrite <- (Even w). apply main. lra. }
  destruct Hne as (a & b & Ha & Hb & Hab).
  assert (N : exists c, In c grid /\ c <> 0).
  { destruct (Req_dec a 0) as [->|A]; [|now exists a]. exists b. split; auto. intros ->. now apply Hab. }
  destruct N as (c & Hc & Hc0). rewrite E.
  set (h := fun w => w * (sinh (α * T w) / α - sinh (β * T w) / β)) in *.
  assert (H0 : h 0 = 0) by (unfold h; ring).
  split; [|split]; intros H.
  - apply Rmult_lt_0_compat; auto. apply Rlt_le_trans with (h c); [now apply Pos|].
    apply (sum_ge_one grid h); auto. intros w _. destruct (Req_dec w 0) as [->|W]; [lra|].
    left. now apply Pos.
  - assert (0 < Σ w ∈ grid, - 1 * h w).
    { apply Rlt_le_trans with (- 1 * h c); [destruct (Pos c Hc0) as [_ P]; specialize (P H); fold (h c) in P; lra|].
      apply (sum_ge_one grid (fun w => - 1 * h w)); auto. intros w _.
      destruct (Req_dec w 0) as [->|W]; [lra|]. destruct (Pos w W) as [_ P]. specialize (P H). fold (h w) in P. lra. }
    rewrite sum_scal in H1. nra.
  - rewrite (sum_zero grid h); [ring|]. intros w _. unfold h. rewrite H. ring.
Qed.

(** The curvature of the fit is positive. *)
Lemma cosh_grows c t t' : 0 < c -> Rabs t < Rabs t' -> cosh (c * t) < cosh (c * t').
Proof.
  assert (A : forall t, cosh (c * t) = cosh (c * Rabs t)).
  { intros s. unfold cosh. destruct (Rcase_abs s) as [H|H].
    - rewrite Rabs_left by auto. replace (c * - s) with (- (c * s)) by ring. rewrite Ropp_involutive. lra.
    - now rewrite Rabs_right. }
  intros Hc H. rewrite (A t), (A t'). set (u := Rabs t) in *. set (z := Rabs t') in *.
  assert (Hu : 0 <= u) by apply Rabs_pos. unfold cosh. rewrite !exp_Ropp.
  assert (P1 : exp (c * u) < exp (c * z)) by (apply exp_increasing, Rmult_lt_compat_l; auto).
  assert (P2 : 1 <= exp (c * u)).
  { pose proof (exp_ineq1_le (c * u)). assert (0 <= c * u) by (apply Rmult_le_pos; lra). lra. }
  set (p := exp (c * u)) in *. set (s := exp (c * z)) in *.
  assert (I : / p - / s < s - p).
  { replace (/ p - / s) with ((s - p) * / (p * s)) by (field; lra).
    rewrite <- (Rmult_1_r (s - p)) at 2. apply Rmult_lt_compat_l; [lra|].
    rewrite <- Rinv_1. apply Rinv_lt_contravar; nra. }
  lra.
Qed.

Lemma curvature_pos : 0 < Σ w ∈ grid, centred grid w * shape w.
Proof.
  set (h := fun w => cosh (β * T w) + β / α * cosh (α * T w)).
  assert (E : (Σ w ∈ grid, centred grid w * shape w) = Σ w ∈ grid, centred grid w * h w).
  { rewrite (symmetric_half (fun w => centred grid w * shape w)), <- sum_scal. apply sum_ext. intros w _.
    unfold h, shape, centred, T, cosh, Rpower.
    replace (- (β * w) * ln 10) with (- (β * (w * ln 10))) by ring.
    replace (- (β * - w) * ln 10) with (β * (w * ln 10)) by ring.
    replace (α * w * ln 10) with (α * (w * ln 10)) by ring.
    replace (α * - w * ln 10) with (- (α * (w * ln 10))) by ring.
    replace ((- w) ^ 2) with (w ^ 2) by ring. pose proof grid_count. field. lra. }
  rewrite E.
  assert (Hq : 0 < β / α) by now apply Rdiv_lt_0_compat. pose proof ln10_pos as H10.
  assert (M : forall a b, a² < b² -> h a < h b).
  { intros a b Hab. assert (Q : Rabs (T a) < Rabs (T b)).
    { unfold T. rewrite !Rabs_mult. apply Rmult_lt_compat_r; [now apply Rabs_pos_lt, Rgt_not_eq|].
      now apply Rsqr_lt_abs_0. }
    pose proof (cosh_grows β _ _ Hβ Q). pose proof (cosh_grows α _ _ Hα Q) as P.
    apply (Rmult_lt_compat_l (β / α)) in P; auto. unfold h. lra. }
  (* n Σ (w² − m₂) h = ½ ΣΣ (w² − w'²)(h − h') *)
  assert (P : count grid * (Σ w ∈ grid, centred grid w * h w)
    = / 2 * Σ w ∈ grid, Σ z ∈ grid, (w² - z²) * (h w - h z)).
  { transitivity (count grid * (Σ w ∈ grid, w² * h w) - (Σ w ∈ grid, w²) * sum grid h).
    - pose proof grid_count as Hc. unfold centred.
      replace (Σ w ∈ grid, (w ^ 2 - moment 2 grid / count grid) * h w)
        with ((Σ w ∈ grid, w² * h w) - moment 2 grid / count grid * sum grid h).
      + unfold moment. replace (Σ w ∈ grid, w ^ 2) with (Σ w ∈ grid, w²)
          by (apply sum_ext; intros; unfold Rsqr; ring). field. lra.
      + rewrite <- sum_scal, <- sum_minus. apply sum_ext. intros. unfold Rsqr. ring.
    - transitivity (/ 2 * Σ w ∈ grid, (w² * h w * count grid - w² * sum grid h
        - h w * (Σ z ∈ grid, z²) + (Σ z ∈ grid, z² * h z))).
      + assert (S1 : (Σ w ∈ grid, w² * h w * count grid) = (Σ w ∈ grid, w² * h w) * count grid)
          by (rewrite <- sum_scal_r; reflexivity).
        assert (S2 : (Σ w ∈ grid, w² * sum grid h) = (Σ w ∈ grid, w²) * sum grid h)
          by (rewrite <- sum_scal_r; reflexivity).
        assert (S3 : (Σ w ∈ grid, h w * (Σ z ∈ grid, z²)) = sum grid h * (Σ z ∈ grid, z²))
          by (rewrite <- sum_scal_r; reflexivity).
        assert (S4 : (Σ w ∈ grid, Σ z ∈ grid, z² * h z) = (Σ z ∈ grid, z² * h z) * count grid)
          by (unfold count; rewrite <- sum_scal; apply sum_ext; intros; ring).
        rewrite sum_plus, !sum_minus, S1, S2, S3, S4. field.
      + f_equal. apply sum_ext. intros w _. unfold count.
        rewrite <- !sum_scal, <- !sum_minus, <- sum_plus. apply sum_ext. intros. ring. }
  assert (N : forall w z, 0 <= (w² - z²) * (h w - h z)).
  { intros w z. destruct (Rtotal_order (w²) (z²)) as [H|[H|H]].
    - pose proof (M w z H). nra.
    - rewrite H. lra.
    - pose proof (M z w H). nra. }
  assert (S : 0 < Σ w ∈ grid, Σ z ∈ grid, (w² - z²) * (h w - h z)).
  { destruct Hne as (a & b & Ha & Hb & Hab).
    apply Rlt_le_trans with ((a² - b²) * (h a - h b)).
    - destruct (Rtotal_order (a²) (b²)) as [H|[H|H]]; [|easy|].
      + pose proof (M a b H). nra.
      + pose proof (M b a H). apply Rmult_lt_0_compat; lra.
    - apply Rle_trans with (Σ z ∈ grid, (a² - z²) * (h a - h z)).
      + apply (sum_ge_one grid (fun z => (a² - z²) * (h a - h z))); auto.
      + apply (sum_ge_one grid (fun w => Σ z ∈ grid, (w² - z²) * (h w - h z))); auto.
        intros. apply sum_nonneg. auto. }
  pose proof grid_count as Hc. apply Rmult_lt_reg_l with (count grid); auto. rewrite Rmult_0_r, P. lra.
Qed.

Theorem X12_shift_sign : (β < α -> vertex_shift < 0) /\ (α < β -> 0 < vertex_shift)
  /\ (α = β -> vertex_shift = 0).
Proof.
  pose proof slope_sign as S. cbv zeta in S. pose proof curvature_pos as Q. pose proof grid_moment as M.
  pose proof grid_centred as C. unfold vertex_shift, parabola_vertex, parabola_c1, parabola_c2.
  set (s := Σ w ∈ grid, w * shape w) in *. set (q := Σ w ∈ grid, centred grid w * shape w) in *.
  set (m := moment 2 grid) in *. set (c := Σ w ∈ grid, (centred grid w)²) in *.
  assert (E : - (s / m) / (2 * (q / c)) = - s * (c / (2 * m * q))) by (field; lra). rewrite E.
  assert (K : 0 < c / (2 * m * q)) by (apply Rdiv_lt_0_compat; [|apply Rmult_lt_0_compat]; lra).
  destruct S as (S1 & S2 & S3). repeat split; intros H.
  - specialize (S1 H). nra.
  - specialize (S2 H). apply Rmult_lt_0_compat; lra.
  - rewrite (S3 H). ring.
Qed.

Theorem X12_shift_zero_iff : vertex_shift = 0 <-> α = β.
Proof.
  destruct X12_shift_sign as (H1 & H2 & H3). split; auto. intros H.
  destruct (Rtotal_order α β) as [L|[L|L]]; auto; [specialize (H2 L)|specialize (H1 L)]; lra.
Qed.
End Shape.
End Grid.
