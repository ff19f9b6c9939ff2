(** Numbers for the hypotheses of the headline theorems: none of them is empty.

    Length: one instance after another, on the same runs.

    name                      ==  meaning
    d5                        ==  five runs of sizes 1, 2, 4, 8, 16, on the ray D = N
    X3_lower_instance         ==  κ of a real Jacobian (α = 1, β = 2): a K exists, and the bound holds of it
    X3_sd_instance            ==  an unbiased estimator of A exists, and the bound holds of it
    indep5                    ==  d5 has μ = (ln 2)³/98 in the hypothesis of Upper.v
    X3_upper_instance         ==  λ_min ≥ c ε⁶ with numbers, at ε = 10⁻⁶
    X3_orders_instance …      ==  the unconditional theorems at d5
    P1_theta_instance, X1_instance ==  P1 and X1 with numbers
    P1_without_delta_false    ==  P1 needs ‖δ‖ ≤ M|ε| as well: δ = f/ε + εg has ‖δ_⊥‖ = |ε|, λ₊ unbounded
    the others                ==  the named theorem at stated numbers                          *)

From Coq Require Import Reals List Lra Lia Psatz.
From Coquelicot Require Import Coquelicot.
From Offray Require Import Sums Gram Parallel Taylor Laws Jacobian Ray Confidence Coverage FullModel Upper
  Estimate ExponentialDeterminant Triple Objective Reduced Twin Independent Eigenvalues Rolle FiveSizes Orders TripleOrders InteractionTriple ThirdRay Parabola Isoflop
  LawColumns KernelExact KaplanUpper.
From Offray.generated Require Printed.
Import ListNotations.
Open Scope R_scope.

(** Sizes 1, 2, 4, 8, 16; k = 1, α = 1, ε = −1 (β = 2), A = B = −1/ln 2. *)
Definition d5 : list R := [1; 2; 4; 8; 16].
Lemma ln2pos : 0 < ln 2. Proof. rewrite <- ln_1. apply ln_increasing; lra. Qed.
Lemma p1 x : 0 < x -> Rpower x (- (1)) = / x.
Proof. intros. rewrite Rpower_Ropp, Rpower_1; auto. Qed.
Lemma p2 x : 0 < x -> Rpower x (- (1 - -1)) = / (x * x).
Proof. intros. replace (1 - -1) with (1+1) by ring. rewrite Rpower_Ropp, Rpower_plus, Rpower_1; auto. Qed.
Lemma lnp : ln 1 = 0 /\ ln 4 = 2 * ln 2 /\ ln 8 = 3 * ln 2 /\ ln 16 = 4 * ln 2.
Proof.
  split; [apply ln_1|]. repeat split;
  [replace 4 with (2*2) by ring | replace 8 with (2*(2*2)) by ring | replace 16 with (2*(2*(2*2))) by ring];
  rewrite !ln_mult by lra; ring.
Qed.
Definition J5 := jacobian (- / ln 2) (- / ln 2) 1 (1 - -1) (fun i => i) (fun i => 1 * i).
Lemma J5_at v0 v1 v2 v3 v4 : 
  map (comb J5 [v0;v1;v2;v3;v4]) d5 =
  [v0 + v1 + v2;
   v0 + v1/2 + v2/4 + v3/2 + v4/4;
   v0 + v1/4 + v2/16 + 2*v3/4 + 2*v4/16;
   v0 + v1/8 + v2/64 + 3*v3/8 + 3*v4/64;
   v0 + v1/16 + v2/256 + 4*v3/16 + 4*v4/256].
Proof.
  pose proof ln2pos. destruct lnp as (L1 & L4 & L8 & L16).
  unfold J5, jacobian, d5, chinchilla_j_E, chinchilla_j_A, chinchilla_j_B, chinchilla_j_alpha, chinchilla_j_beta.
  simpl map. cbn [comb]. rewrite !Rmult_1_l, !p1, !p2, ?L1, ?L4, ?L8, ?L16 by lra.
  apply f_equal2; [field; lra|]. apply f_equal2; [field; lra|]. apply f_equal2; [field; lra|]. apply f_equal2; [field; lra|]. apply f_equal2; [field; lra|reflexivity].
Qed.

Lemma form5 v0 v1 v2 v3 v4 : form d5 J5 [v0;v1;v2;v3;v4] =
  (v0 + v1 + v2)² + ((v0 + v1/2 + v2/4 + v3/2 + v4/4)² + ((v0 + v1/4 + v2/16 + 2*v3/4 + 2*v4/16)²
  + ((v0 + v1/8 + v2/64 + 3*v3/8 + 3*v4/64)² + (v0 + v1/16 + v2/256 + 4*v3/16 + 4*v4/256)²))).
Proof.
  pose proof (J5_at v0 v1 v2 v3 v4) as H. simpl map in H.
  injection H as H1 H2 H3 H4 H5. unfold form, d5. cbn [sum].
  replace (comb J5 [v0;v1;v2;v3;v4] 1) with (v0 + v1 + v2) by (symmetry; exact H1).
  replace (comb J5 [v0;v1;v2;v3;v4] 2) with (v0 + v1/2 + v2/4 + v3/2 + v4/4) by (symmetry; exact H2).
  replace (comb J5 [v0;v1;v2;v3;v4] 4) with (v0 + v1/4 + v2/16 + 2*v3/4 + 2*v4/16) by (symmetry; exact H3).
  replace (comb J5 [v0;v1;v2;v3;v4] 8) with (v0 + v1/8 + v2/64 + 3*v3/8 + 3*v4/64) by (symmetry; exact H4).
  replace (comb J5 [v0;v1;v2;v3;v4] 16) with (v0 + v1/16 + v2/256 + 4*v3/16 + 4*v4/256) by (symmetry; exact H5).
  ring.
Qed.

(** Cauchy's inequality in R⁵. *)
Lemma cs5 a b c d e y0 y1 y2 y3 y4 :
  (a*y0+b*y1+c*y2+d*y3+e*y4)² <= (a²+b²+c²+d²+e²)*(y0²+(y1²+(y2²+(y3²+y4²)))).
Proof.
  pose proof (Rle_0_sqr (a*y1-b*y0)); pose proof (Rle_0_sqr (a*y2-c*y0)); pose proof (Rle_0_sqr (a*y3-d*y0));
  pose proof (Rle_0_sqr (a*y4-e*y0)); pose proof (Rle_0_sqr (b*y2-c*y1)); pose proof (Rle_0_sqr (b*y3-d*y1));
  pose proof (Rle_0_sqr (b*y4-e*y1)); pose proof (Rle_0_sqr (c*y3-d*y2)); pose proof (Rle_0_sqr (c*y4-e*y2));
  pose proof (Rle_0_sqr (d*y4-e*y3)). unfold Rsqr in *. lra.
Qed.

(** λ_min ≥ 1/727000. *)
Lemma low5 : rayleigh_lower d5 J5 (/ 727000).
Proof.
  intros [|v0 [|v1 [|v2 [|v3 [|v4 [|? ?]]]]]] H; try discriminate. rewrite form5.
  set (y0 := v0 + v1 + v2). set (y1 := v0 + v1/2 + v2/4 + v3/2 + v4/4).
  set (y2 := v0 + v1/4 + v2/16 + 2*v3/4 + 2*v4/16). set (y3 := v0 + v1/8 + v2/64 + 3*v3/8 + 3*v4/64).
  set (y4 := v0 + v1/16 + v2/256 + 4*v3/16 + 4*v4/256).
  set (n := y0² + (y1² + (y2² + (y3² + y4²)))).
  pose proof (cs5 (1/9) (-4/3) (52/9) (-32/3) (64/9) y0 y1 y2 y3 y4) as C0.
  pose proof (cs5 8 (-84) 300 (-416) 192 y0 y1 y2 y3 y4) as C1.
  pose proof (cs5 (-64/9) (256/3) (-2752/9) (1280/3) (-1792/9) y0 y1 y2 y3 y4) as C2.
  pose proof (cs5 (-2) 22 (-84) 128 (-64) y0 y1 y2 y3 y4) as C3.
  pose proof (cs5 (-16/3) 48 (-448/3) 192 (-256/3) y0 y1 y2 y3 y4) as C4.
  fold n in C0, C1, C2, C3, C4.
  replace (1/9*y0+-4/3*y1+52/9*y2+-32/3*y3+64/9*y4) with v0 in C0 by (unfold y0,y1,y2,y3,y4; field).
  replace (8*y0+-84*y1+300*y2+-416*y3+192*y4) with v1 in C1 by (unfold y0,y1,y2,y3,y4; field).
  replace (-64/9*y0+256/3*y1+-2752/9*y2+1280/3*y3+-1792/9*y4) with v2 in C2 by (unfold y0,y1,y2,y3,y4; field).
  replace (-2*y0+22*y1+-84*y2+128*y3+-64*y4) with v3 in C3 by (unfold y0,y1,y2,y3,y4; field).
  replace (-16/3*y0+48*y1+-448/3*y2+192*y3+-256/3*y4) with v4 in C4 by (unfold y0,y1,y2,y3,y4; field).
  assert (Hn : 0 <= n) by (unfold n; pose proof (Rle_0_sqr y0); pose proof (Rle_0_sqr y1);
     pose proof (Rle_0_sqr y2); pose proof (Rle_0_sqr y3); pose proof (Rle_0_sqr y4); lra).
  assert (En : norm2 [v0;v1;v2;v3;v4] = v0² + (v1² + (v2² + (v3² + (v4² + 0))))) by reflexivity.
  rewrite En. unfold Rsqr in C0, C1, C2, C3, C4 |- *. clearbody n. lra.
Qed.

(** So a K with κ ≤ K exists. *)
Definition K5 : R := trace d5 J5 * 727000.
Theorem cond5 : condition_bound d5 J5 K5.
Proof.
  intros u v Hu Hv. pose proof (form_le_trace d5 J5 u Hu) as H1. pose proof (low5 v Hv) as H2.
  pose proof (norm2_nonneg u); pose proof (norm2_nonneg v).
  assert (0 <= trace d5 J5) by (apply sum_nonneg; intros; apply dot_nonneg).
  unfold K5. apply Rle_trans with (trace d5 J5 * norm2 u * norm2 v); [now apply Rmult_le_compat_r|].
  replace (trace d5 J5 * 727000 * (form d5 J5 v * norm2 u)) with (trace d5 J5 * norm2 u * (727000 * form d5 J5 v)) by ring.
  apply Rmult_le_compat_l; [now apply Rmult_le_pos|lra].
Qed.

Lemma hyps5 : (forall i, In i d5 -> 0 < i) /\ (forall i, In i d5 -> Rabs (ln i) <= 4 * ln 2).
Proof.
  pose proof ln2pos. destruct lnp as (L1 & L4 & L8 & L16). unfold d5. split; intros i Hi; simpl in Hi;
  destruct Hi as [<-|[<-|[<-|[<-|[<-|[]]]]]]; try lra; rewrite ?L1, ?L4, ?L8, ?L16; rewrite Rabs_right; lra.
Qed.


Theorem X3_lower_instance :
  144 * 5 / (exp (2 * (4 * ln 2)) * (Σ i ∈ d5, ln i ^ 6 * (Rpower i (- (1)))²)) <= K5.
Proof.
  pose proof ln2pos. destruct hyps5 as [P Q].
  assert (HA : - / ln 2 <> 0) by (pose proof (Rinv_0_lt_compat _ H); lra).
  pose proof (X3_kappa_lower d5 (fun i => i) (- / ln 2) (- / ln 2) 1 1 (4 * ln 2) HA HA ltac:(lra) P Q ltac:(lra)
    (-1) K5 2 ltac:(lra) ltac:(unfold d5; simpl; tauto) ltac:(lra) cond5) as T.
  replace (count d5) with 5 in T by (unfold count, d5; simpl; ring).
  replace (Rabs (-1)) with 1 in T by (rewrite Rabs_left; lra). rewrite Rmult_1_l in T.
  replace (/ (-1) ^ 6) with 1 in T by field. rewrite Rmult_1_r in T. exact T.
Qed.

(** An unbiased estimator of A. *)
Definition c5 (i : R) : R :=
  if Req_EM_T i 1 then 8 else if Req_EM_T i 2 then -84 else if Req_EM_T i 4 then 300
  else if Req_EM_T i 8 then -416 else 192.
Theorem unbiased5 : unbiased d5 J5 1 c5.
Proof.
  intros [|v0 [|v1 [|v2 [|v3 [|v4 [|? ?]]]]]] H; try discriminate.
  pose proof (J5_at v0 v1 v2 v3 v4) as E. simpl map in E. injection E as H1 H2 H3 H4 H5.
  unfold dot, d5. cbn [sum].
  replace (comb J5 [v0;v1;v2;v3;v4] 1) with (v0 + v1 + v2) by (symmetry; exact H1).
  replace (comb J5 [v0;v1;v2;v3;v4] 2) with (v0 + v1/2 + v2/4 + v3/2 + v4/4) by (symmetry; exact H2).
  replace (comb J5 [v0;v1;v2;v3;v4] 4) with (v0 + v1/4 + v2/16 + 2*v3/4 + 2*v4/16) by (symmetry; exact H3).
  replace (comb J5 [v0;v1;v2;v3;v4] 8) with (v0 + v1/8 + v2/64 + 3*v3/8 + 3*v4/64) by (symmetry; exact H4).
  replace (comb J5 [v0;v1;v2;v3;v4] 16) with (v0 + v1/16 + v2/256 + 4*v3/16 + 4*v4/256) by (symmetry; exact H5).
  unfold c5. repeat (destruct (Req_EM_T _ _); try (exfalso; lra)).
  unfold coefficient. simpl. field.
Qed.

Theorem X3_sd_instance :
  Rabs (vA 0 0 (-1)) <= norm d5 c5 * image_bound d5 (fun i => i) 1 (4 * ln 2) 0 0 0 0 (-1).
Proof.
  pose proof ln2pos. destruct hyps5 as [P Q].
  assert (HA : - / ln 2 <> 0) by (pose proof (Rinv_0_lt_compat _ H); lra).
  pose proof (X3_sd_A d5 (fun i => i) (- / ln 2) (- / ln 2) 1 1 (4 * ln 2) HA HA ltac:(lra) P Q ltac:(lra)
    0 0 0 0 (-1) 1 c5 ltac:(lra) unbiased5) as T.
  unfold standard_deviation in T. rewrite !Rmult_1_l in T.
  replace (Rabs (-1)) with 1 in T by (rewrite Rabs_left; lra). rewrite pow1, Rmult_1_l in T. exact T.
Qed.

(** P1: ‖δ_⊥‖ = Θ(ε) alone does not suffice. *)
Definition two : list bool := [true; false].
Definition fP (b : bool) : R := if b then 1 else 0.
Definition dP (e : R) (b : bool) : R := if b then / e else e.
Theorem P1_without_delta_false :
  (forall e, e <> 0 -> dot two (perp two fP (dP e)) (perp two fP (dP e)) = e²) /\
  (forall S, exists e, 0 < e <= 1 /\ S < pair_lam_plus two fP (dP e)).
Proof.
  split.
  - intros e He. unfold two, perp, dot, fP, dP, Rsqr. cbn [sum]. field. exact He.
  - intros S. set (M := Rmax 1 (S + 1)). assert (HM : 1 <= M /\ S + 1 <= M) by (unfold M; split; [apply Rmax_l|apply Rmax_r]).
    exists (/ M). assert (0 < / M) by (apply Rinv_0_lt_compat; lra).
    assert (/ M <= 1) by (rewrite <- Rinv_1; apply Rinv_le_contravar; lra). split; [lra|].
    assert (L : dot two (dP (/ M)) (dP (/ M)) <= pair_lam_plus two fP (dP (/ M))).
    { pose proof (proj2 (EIG_rayleigh (dot two fP fP) (dot two fP (dP (/ M))) (dot two (dP (/M)) (dP (/M))) 0 1)) as H1.
      unfold quad, Rsqr in H1. unfold pair_lam_plus. lra. }
    apply Rlt_le_trans with (2 := L). unfold dot, two, dP. cbn [sum]. rewrite Rinv_inv. nra.
Qed.

(** f = (1, 0), δ = (0, ε), c = 3, m = M = 1, ε₀ = 1. *)
Definition dQ (e : R) (b : bool) : R := if b then 0 else e.
Theorem P1_theta_instance : forall e, 0 < Rabs e <= 1 ->
  (1 <= pair_lam_plus two fP (fun i => 3 * fP i + dQ e i) <= 21)
  /\ (/ 21 * e² <= pair_lam_minus two fP (fun i => 3 * fP i + dQ e i) <= e²).
Proof.
  intros e He.
  assert (F : dot two fP fP = 1) by (unfold dot, two, fP; cbn [sum]; ring).
  destruct (P1_theta two fP dQ 3 1 1 1 ltac:(lra) ltac:(lra) ltac:(lra)) with (ε := e) as (H1 & H2 & _); auto.
  - intros x _. unfold two, perp, dot, fP, dQ, Rsqr. cbn [sum]. split; apply Req_le; field.
  - rewrite F in H1, H2. unfold Rsqr in H1, H2 |- *. split; [lra|]. split.
    + apply Rle_trans with (2 := proj1 H2). apply Req_le; field.
    + lra.
Qed.

(** Two runs, N = 1, 2; α = 1/2, k = 20. *)
Theorem X1_instance : is_lim (fun e => e² * pair_kappa [1;2] (fun i => chinchilla_j_A (/2) i)
    (fun i => chinchilla_j_B (/2 - e) (20 * i))) 0
  ((1 + (Rpower 20 (- / 2))²)² / ((Rpower 20 (- / 2))² *
    (spread [1;2] (fun i => (chinchilla_j_A (/2) i)²) (fun i => ln i) / (Σ i ∈ [1;2], (chinchilla_j_A (/2) i)²)²))).
Proof.
  apply (X1_chinchilla_limit [1;2] (fun i => i) (/2) 20 ltac:(lra)
    ltac:(intros i Hi; simpl in Hi; destruct Hi as [<-|[<-|[]]]; lra) 1 2); simpl; auto; lra.
Qed.

Lemma ln2_range : / 2 < ln 2 < 1.
Proof.
  split.
  - apply Rnot_le_lt. intros H. assert (E : exp (ln 2) <= exp (/ 2)).
    { destruct H as [H|H]; [left; now apply exp_increasing|rewrite H; lra]. }
    rewrite exp_ln in E by lra. pose proof exp_le_3 as E3. pose proof (exp_pos (/ 2)).
    assert (exp (/ 2) * exp (/ 2) = exp 1) by (rewrite <- exp_plus; f_equal; field). nra.
  - rewrite <- (ln_exp 1). apply ln_increasing; [lra|]. pose proof (exp_ineq1 1). lra.
Qed.

Theorem indep5 : independent d5 (fun i => i) 1 ((ln 2) ^ 3 / 98).
Proof.
  destruct lnp as (L1 & L4 & L8 & L16). set (t := ln 2) in *.
  assert (Ht : 0 < t < 1) by (unfold t; pose proof ln2_range; lra).
  intros [|v0 [|v1 [|v2 [|v3 [|v4 [|? ?]]]]]] H; try discriminate.
  unfold norm. 
  set (y0 := v0 + v1). set (w2 := t * v2). set (w3 := t ^ 2 * v3). set (w4 := t ^ 3 * v4).
  set (y1 := v0 + v1/2 + w2/2 + w3/4 + w4/12).
  set (y2 := v0 + v1/4 + 2*w2/4 + 4*w3/8 + 8*w4/24).
  set (y3 := v0 + v1/8 + 3*w2/8 + 9*w3/16 + 27*w4/48).
  set (y4 := v0 + v1/16 + 4*w2/16 + 16*w3/32 + 64*w4/96).
  assert (F : dot d5 (comb (limit_columns (fun i => i) 1) [v0;v1;v2;v3;v4]) (comb (limit_columns (fun i => i) 1) [v0;v1;v2;v3;v4])
     = y0² + (y1² + (y2² + (y3² + y4²)))).
  { unfold dot, d5, limit_columns. cbn [sum comb]. fold t.
    rewrite !p1, L1, L4, L8, L16 by lra. unfold y0, y1, y2, y3, y4, w2, w3, w4, Rsqr. field. }
  rewrite F. clear F.
  set (n := y0² + (y1² + (y2² + (y3² + y4²)))).
  pose proof (cs5 1 (-8) 24 (-32) 16 y0 y1 y2 y3 y4) as C0.
  pose proof (cs5 0 8 (-24) 32 (-16) y0 y1 y2 y3 y4) as C1.
  pose proof (cs5 (-8/3) (38/3) (-26) (88/3) (-40/3) y0 y1 y2 y3 y4) as C2.
  pose proof (cs5 2 (-10) 16 (-8) 0 y0 y1 y2 y3 y4) as C3.
  pose proof (cs5 (-2) 14 (-36) 40 (-16) y0 y1 y2 y3 y4) as C4.
  fold n in C0, C1, C2, C3, C4.
  replace (1*y0+-8*y1+24*y2+-32*y3+16*y4) with v0 in C0 by (unfold y0,y1,y2,y3,y4; field).
  replace (0*y0+8*y1+-24*y2+32*y3+-16*y4) with v1 in C1 by (unfold y0,y1,y2,y3,y4; field).
  replace (-8/3*y0+38/3*y1+-26*y2+88/3*y3+-40/3*y4) with w2 in C2 by (unfold y0,y1,y2,y3,y4; field).
  replace (2*y0+-10*y1+16*y2+-8*y3+0*y4) with w3 in C3 by (unfold y0,y1,y2,y3,y4; field).
  replace (-2*y0+14*y1+-36*y2+40*y3+-16*y4) with w4 in C4 by (unfold y0,y1,y2,y3,y4; field).
  assert (Hn : 0 <= n) by (unfold n; pose proof (Rle_0_sqr y0); pose proof (Rle_0_sqr y1);
     pose proof (Rle_0_sqr y2); pose proof (Rle_0_sqr y3); pose proof (Rle_0_sqr y4); lra).
  assert (En : norm2 [v0;v1;v2;v3;v4] = v0² + (v1² + (v2² + (v3² + (v4² + 0))))) by reflexivity.
  assert (Hw : v0² + v1² + w2² + w3² + w4² <= 9604 * n) by (unfold Rsqr in C0,C1,C2,C3,C4 |- *; clearbody n; lra).
  assert (T2 : t ^ 6 <= t ^ 2 /\ t ^ 6 <= t ^ 4 /\ t ^ 6 <= 1).
  { assert (0 < t ^ 2 <= 1) by (split; [apply pow_lt|rewrite <- (pow1 2); apply pow_incr]; lra).
    replace (t ^ 6) with (t ^ 2 * t ^ 2 * t ^ 2) by ring. replace (t ^ 4) with (t ^ 2 * t ^ 2) by ring.
    set (s := t ^ 2) in *. clearbody s. assert (S0 : 0 <= s) by lra. assert (S1 : s <= 1) by lra.
    pose proof (Rmult_le_compat_l s s 1 S0 S1) as S2. pose proof (Rmult_le_compat_l s _ _ S0 S2) as S3.
    pose proof (Rmult_le_compat_l s (s * s) s S0 ltac:(lra)). repeat split; lra. }
  assert (Hv : t ^ 6 * norm2 [v0;v1;v2;v3;v4] <= 9604 * n).
  { apply Rle_trans with (2 := Hw). rewrite En.
    replace (w2²) with (t ^ 2 * v2²) by (unfold w2, Rsqr; ring).
    replace (w3²) with (t ^ 4 * v3²) by (unfold w3, Rsqr; ring).
    replace (w4²) with (t ^ 6 * v4²) by (unfold w4, Rsqr; ring).
    pose proof (Rle_0_sqr v0) as P0; pose proof (Rle_0_sqr v1) as P1; pose proof (Rle_0_sqr v2) as P2; pose proof (Rle_0_sqr v3) as P3.
    destruct T2 as (A2 & A4 & A1).
    pose proof (Rmult_le_compat_r _ _ _ P0 A1); pose proof (Rmult_le_compat_r _ _ _ P1 A1);
    pose proof (Rmult_le_compat_r _ _ _ P2 A2); pose proof (Rmult_le_compat_r _ _ _ P3 A4). lra. }
  apply Rsqr_incr_0_var; [|apply sqrt_pos].
  rewrite Rsqr_mult, !Rsqr_sqrt by (auto; apply norm2_nonneg).
  replace ((t ^ 3 / 98)²) with (t ^ 6 / 9604) by (unfold Rsqr; field). lra.
Qed.

Lemma norm5 : norm d5 (fun i => Rpower i (- (1))) <= 2.
Proof.
  unfold norm, dot, d5. cbn [sum]. rewrite !p1 by lra.
  apply Rle_trans with (sqrt (2 * 2)); [apply sqrt_le_1_alt; lra|rewrite sqrt_square; lra].
Qed.

Lemma drift5 : drift d5 (fun i => i) 1 (4 * ln 2) (/ 1000000) <= ln 2 ^ 3 / 98 / 2.
Proof.
  pose proof ln2_range as Ht.
  assert (H3 : / 8 < ln 2 ^ 3).
  { replace (/ 8) with ((/ 2) ^ 3) by field. simpl. set (t := ln 2) in *. nra. }
  unfold drift. rewrite (Rabs_right (/ 1000000)) by lra.
  set (X := 4 * ln 2). assert (HX : 2 < X < 4) by (unfold X; lra).
  assert (E : exp (/ 1000000 * X) <= 3).
  { apply Rle_trans with (exp 1); [left; apply exp_increasing; lra|apply exp_le_3]. }
  assert (X3 : 0 < X ^ 3 <= 64) by (split; [apply pow_lt; lra|replace 64 with (4 ^ 3) by ring; apply pow_incr; lra]).
  assert (X4 : 0 < X ^ 4 <= 256) by (split; [apply pow_lt; lra|replace 256 with (4 ^ 4) by ring; apply pow_incr; lra]).
  pose proof norm5 as Hn. pose proof (norm_nonneg d5 (fun i => Rpower i (- (1)))) as Hn0.
  set (n := norm d5 (fun i => Rpower i (- (1)))) in *. pose proof (exp_pos (/ 1000000 * X)) as E0.
  set (y := exp (/ 1000000 * X)) in *. set (z := X ^ 3 / 6 + X ^ 4 / 12).
  assert (Hz : 0 < z <= 33) by (unfold z; lra).
  assert (Hyz : 0 <= y * z <= 99).
  { split; [apply Rmult_le_pos; lra|]. replace 99 with (3 * 33) by ring. apply Rmult_le_compat; lra. }
  assert (Hyzn : y * z * n <= 99 * 2) by (apply Rmult_le_compat; lra). lra.
Qed.

Theorem X3_upper_instance :
  rayleigh_lower d5 (jacobian 1 1 1 (1 - / 1000000) (fun i => i) (fun i => 1 * i))
    ((/ 1000000) ^ 6 * (((ln 2) ^ 3 / 98)² / (4 * size_bound 1 1 1 1))).
Proof.
  pose proof ln2_range as Ht. destruct hyps5 as [P Q]. assert (H3 : 0 < ln 2 ^ 3) by (apply pow_lt; lra).
  apply (X3_lambda_min_lower d5 (fun i => i) 1 1 1 1 (4 * ln 2)); try lra; auto.
  - exact indep5.
  - rewrite Rabs_right; lra.
  - exact drift5.
Qed.

(** The unconditional theorems. *)
Ltac different := rewrite map_id; repeat constructor; simpl; intros H; decompose [or] H; try lra; auto.

Lemma five5 : five_sizes d5 (fun i => i).
Proof. exists d5. split; [intros i; auto|]. split; [unfold d5; different|reflexivity]. Qed.

Lemma two5 : different_sizes 2 d5 (fun i => i).
Proof.
  exists [1; 2]. split; [intros i Hi; unfold d5; simpl in *; tauto|]. split; [different|reflexivity].
Qed.

Lemma three5 : different_sizes 3 d5 (fun i => i).
Proof.
  exists [1; 2; 4]. split; [intros i Hi; unfold d5; simpl in *; tauto|]. split; [different|reflexivity].
Qed.

Lemma four5 : different_sizes 4 d5 (fun i => i).
Proof.
  exists [1; 2; 4; 8]. split; [intros i Hi; unfold d5; simpl in *; tauto|]. split; [different|reflexivity].
Qed.

Theorem X3_kaplan_instance : exists ε0 c, 0 < ε0 /\ 0 < c /\ forall ε, 0 < Rabs ε < ε0 ->
  rayleigh_lower d5 (kaplan_jacobian 6.4e13 1.8e13 (0.103 * (1 + ε)) 0.103 (fun i => i) (fun i => 20 * i)) (c * ε ^ 6).
Proof. apply (X3_kaplan_lambda_min_order d5 (fun i => i)); try lra; [apply hyps5|apply four5]. Qed.

Theorem X3_order_instance : exists ε0 c C, 0 < ε0 /\ 0 < c /\ forall ε, 0 < Rabs ε < ε0 ->
  condition_bound d5 (jacobian 406.4 410.7 0.34 (0.34 - ε) (fun i => i) (fun i => 20 * i)) (C * / ε ^ 6)
  /\ forall K, condition_bound d5 (jacobian 406.4 410.7 0.34 (0.34 - ε) (fun i => i) (fun i => 20 * i)) K ->
       c * / ε ^ 6 <= K.
Proof. apply (X3_kappa_order d5 (fun i => i) 0.34); try lra; [apply hyps5|apply five5]. Qed.

Theorem X3_orders_instance : exists ε0 c C, 0 < ε0 /\ 0 < c /\ forall ε, 0 < Rabs ε < ε0 ->
  let J := jacobian 406.4 410.7 0.34 (0.34 - ε) (fun i => i) (fun i => 20 * i) in
  (eigenvalue_at_least d5 J 1 (c * ε ^ 6) /\ eigenvalue_at_most d5 J 1 (C * ε ^ 6))
  /\ (eigenvalue_at_least d5 J 2 (c * ε ^ 2) /\ eigenvalue_at_most d5 J 2 (C * ε ^ 2))
  /\ eigenvalue_at_least d5 J 3 c /\ eigenvalue_at_most d5 J 5 C.
Proof. apply (X3_eigenvalue_orders d5 (fun i => i)); try lra; [apply hyps5|apply five5]. Qed.

Theorem X3_sd_order_instance : exists ε0 c C, 0 < ε0 /\ 0 < c /\ forall ε σ, 0 < Rabs ε < ε0 -> 0 <= σ ->
  exists x, least_squares d5 (fun i => i) 0.34 406.4 410.7 20 ε 1 x
    /\ c * σ / Rabs ε ^ 3
       <= standard_deviation d5 σ (comb (jacobian 406.4 410.7 0.34 (0.34 - ε) (fun i => i) (fun i => 20 * i)) x)
       <= C * σ / Rabs ε ^ 3.
Proof. apply (X3_sd_A_order d5 (fun i => i) 0.34); try lra; [apply hyps5|apply five5]. Qed.

Theorem X4_instance : exists ε0 c C, 0 < ε0 /\ 0 < c /\ forall ε, 0 < Rabs ε < ε0 ->
  let J := interaction_columns (fun i => i) 1.69 406.4 410.7 100 0.34 0.14 20 (1 * ε) (2 * ε) in
  (eigenvalue_at_least d5 J 1 (c * ε ^ 4) /\ eigenvalue_at_most d5 J 1 (C * ε ^ 4))
  /\ (eigenvalue_at_least d5 J 2 (c * ε ^ 2) /\ eigenvalue_at_most d5 J 2 (C * ε ^ 2))
  /\ (eigenvalue_at_least d5 J 3 c /\ eigenvalue_at_most d5 J 3 C).
Proof. apply (X4_interaction d5 (fun i => i)); try lra; [apply hyps5|apply three5]. Qed.

Theorem X1_kaplan_instance :
  let jN := fun ε i => kaplan_j_N_c 6.4e13 1.8e13 (0.103 * (1 + ε)) 0.103 i (20 * i) in
  let jD := fun ε i => kaplan_j_D_c 6.4e13 1.8e13 (0.103 * (1 + ε)) 0.103 i (20 * i) in
  let w := fun i => (jD 0 i)² in
  is_lim (fun ε => ε² * pair_kappa d5 (jN ε) (jD ε)) 0
    ((1 + 20²)² / (20² * (spread d5 w (fun i => ln i) / (Σ i ∈ d5, w i)²))).
Proof.
  apply (X1_kaplan_limit d5 (fun i => i) 6.4e13 1.8e13 0.103 20); try lra;
    [apply hyps5|apply two5].
Qed.

Theorem C1_instance :
  is_lim (fun ε => ε² * (variance_A d5 (fun i => chinchilla_j_A 0.34 i)
      (fun i => chinchilla_j_B (0.34 - ε) (20 * i)) / variance_psi d5 (fun i => chinchilla_j_A 0.34 i))) 0
    (/ (spread d5 (fun i => (chinchilla_j_A 0.34 i)²) (fun i => ln i)
        / (Σ i ∈ d5, (chinchilla_j_A 0.34 i)²)²)).
Proof.
  apply (C1_chinchilla_limit d5 (fun i => i) 0.34 20 (4 * ln 2)); try lra;
    [apply hyps5|apply hyps5|apply two5].
Qed.

Theorem D2_instance v : length v = 5%nat ->
  ((forall i, In i d5 -> comb (jacobian 406.4 410.7 0.34 0.34 (fun i => i) (fun i => 20 * i)) v i = 0) <->
   exists s t, v = span2 s t [0; Rpower 20 (- (0.34)); -1; 0; 0]
     [0; - (410.7) * Rpower 20 (- (0.34)) * ln 20; 0; 410.7 * Rpower 20 (- (0.34)) / 406.4; -1]).
Proof.
  refine (D2_chinchilla_kernel_exact d5 (fun i => i) 406.4 410.7 0.34 20 _ _ _ _ _ v); try lra;
    [apply hyps5|apply three5].
Qed.

(** IsoFLOP: three budgets' points at w = −1, 0, 1. *)
Definition grid3 : list R := [-1; 0; 1].
Lemma grid3_symmetric : symmetric grid3.
Proof. intros f. unfold grid3. cbn [sum]. rewrite Ropp_0. replace (- -1) with 1 by lra. replace (- (1)) with (-1) by lra. ring. Qed.

Theorem X12_instance C : 0 < C ->
  fitted_data 1.69 406.4 410.7 0.34 0.28 grid3 C
  = Rpower 10 (vertex_shift grid3 0.34 0.28) * optimal_data 406.4 410.7 0.34 0.28 C
  /\ vertex_shift grid3 0.34 0.28 < 0.
Proof.
  intros HC. assert (Hne : exists w w', In w grid3 /\ In w' grid3 /\ w² <> w'²).
  { exists 0, 1. unfold grid3, Rsqr. simpl. repeat split; auto; lra. }
  split.
  - apply (X12_intercepts 1.69 406.4 410.7 0.34 0.28); try lra; auto using grid3_symmetric.
  - apply (X12_shift_sign grid3 grid3_symmetric Hne 0.34 0.28); lra.
Qed.

Theorem X2_instance :
  block_kappa_eq (entries 1 [1; 100]) <= 50 <-> R_min 1 50 <= 100 / 1.
Proof.
  refine (X2_two_rays 1 50 1 100 _ _ _ _ _); try lra.
  assert (sqrt 2 < 2); [|lra]. apply Rlt_le_trans with (sqrt (2 * 2)); [apply sqrt_lt_1_alt; lra|rewrite sqrt_square; lra].
Qed.

Theorem B16_instance :
  let e := fun i => Rpower i (- (0.34)) in
  let jA := fun i => Printed.interaction_d_A 1.69 406.4 410.7 100 0.34 (0.34 - 0.06) (0.34 - 0.03 - 0.14) 0.14 i (20 * i) in
  let jB := fun i => Printed.interaction_d_B 1.69 406.4 410.7 100 0.34 (0.34 - 0.06) (0.34 - 0.03 - 0.14) 0.14 i (20 * i) in
  let jF := fun i => Printed.interaction_d_F 1.69 406.4 410.7 100 0.34 (0.34 - 0.06) (0.34 - 0.03 - 0.14) 0.14 i (20 * i) in
  let main := (Rpower 20 (- (0.34 - 0.06)))² * (Rpower 20 (- (0.14)))² * (0.06 * 0.03 * (0.03 - 0.06) / 2)²
              * gram3 d5 e (fun i => ln i * e i) (fun i => (ln i)² * e i) in
  main * exp (- (2 * tilt 0.06 0.03 (4 * ln 2))) <= gram3 d5 jA jB jF
  <= main * exp (2 * tilt 0.06 0.03 (4 * ln 2)).
Proof.
  apply (B16_interaction_det d5 (fun i => i) 1.69 406.4 410.7 100 0.34 0.14 20); try lra; apply hyps5.
Qed.
