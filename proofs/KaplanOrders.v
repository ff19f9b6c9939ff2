(** X3: the orders (0, 0, 2, 6) of the four eigenvalues of Kaplan's JᵀJ on one ray, with four different
    sizes. Eigenvalues are counted from the smallest (Eigenvalues.v); P, ψ, d, w as in KaplanUpper.v.

    Length: four bounds of three eigenvalues share one law, its change of basis and its columns.

    name                  ==  meaning
    first, second, third  ==  vectors whose images are w, −wPxe^(−εx) and, over ε, w(−dx² + O(ε))
    kaplan_second_at_least ==  λ₂ ≥ c ε²: on their span
    kaplan_second_at_most ==  λ₂ ≤ C ε²: on the kernel at ε = 0
    kaplan_third_at_least ==  λ₃ ≥ c: on the vectors with parts in N_c and α_N only
    kaplan_first_at_most  ==  λ₁ ≤ C ε⁶: the test vector of KaplanModel.v
    X3_kaplan_eigenvalue_orders ==  λ₁ = Θ(ε⁶), λ₂ = Θ(ε²), c ≤ λ₃ and λ₄ ≤ C, near zero gap    *)

From Coq Require Import Reals List Lra Lia Psatz.
From Coquelicot Require Import Coquelicot.
From Offray Require Import Sums Gram Taylor Remainders Laws Jacobian FullModel Upper Estimate Reduced
  TestVector KaplanModel Independent Eigenvalues Perturbation Rolle FiveSizes KaplanUpper.
Import ListNotations.
Open Scope R_scope.

Lemma continuous_tends {Run : Type} (l : list Run) (f : R -> Run -> R) :
  (forall i, In i l -> continuity_pt (fun ε => f ε i) 0) -> tends l f (f 0).
Proof.
  intros C i Hi η Hη. destruct (C i Hi η Hη) as (δ & Hδ & H). exists δ. split; [lra|].
  intros ε [H0 H1]. assert (Hne : ε <> 0) by (intros ->; rewrite Rabs_R0 in H0; lra).
  apply (H ε). split; [split; [exact I|auto]|]. simpl. unfold R_dist. now rewrite Rminus_0_r.
Qed.

Lemma tends_times {Run : Type} (l : list Run) (f h : R -> Run -> R) g u : tends l f g -> tends l h u ->
  tends l (fun ε i => f ε i * h ε i) (fun i => g i * u i).
Proof.
  intros Hf Hh i Hi η Hη. set (A := Rabs (g i) + 1). set (B := Rabs (u i) + 1).
  assert (HA : 0 < A) by (unfold A; pose proof (Rabs_pos (g i)); lra).
  assert (HB : 0 < B) by (unfold B; pose proof (Rabs_pos (u i)); lra).
  assert (P1 : 0 < η / 2 / A) by (apply Rdiv_lt_0_compat; lra).
  assert (P2 : 0 < η / 2 / B) by (apply Rdiv_lt_0_compat; lra).
  destruct (Hf i Hi (Rmin 1 (η / 2 / B))) as (d1 & H1 & F1); [apply Rmin_glb_lt; lra|].
  destruct (Hh i Hi (η / 2 / A) P1) as (d2 & H2 & F2).
  exists (Rmin d1 d2). split; [now apply Rmin_glb_lt|]. intros ε [He He'].
  assert (E1 : Rabs ε < d1) by (apply Rlt_le_trans with (1 := He'), Rmin_l).
  assert (E2 : Rabs ε < d2) by (apply Rlt_le_trans with (1 := He'), Rmin_r).
  specialize (F1 ε (conj He E1)). specialize (F2 ε (conj He E2)).
  pose proof (Rmin_l 1 (η / 2 / B)) as M1. pose proof (Rmin_r 1 (η / 2 / B)) as M2.
  replace (f ε i * h ε i - g i * u i) with (f ε i * (h ε i - u i) + (f ε i - g i) * u i) by ring.
  assert (Fa : Rabs (f ε i) <= A).
  { replace (f ε i) with (f ε i - g i + g i) by ring. apply Rle_trans with (1 := Rabs_triang _ _). unfold A. lra. }
  apply Rle_lt_trans with (1 := Rabs_triang _ _). rewrite !Rabs_mult.
  assert (X1 : Rabs (f ε i) * Rabs (h ε i - u i) <= A * Rabs (h ε i - u i))
    by (apply Rmult_le_compat_r; [apply Rabs_pos|auto]).
  assert (X2 : A * Rabs (h ε i - u i) < A * (η / 2 / A)) by now apply Rmult_lt_compat_l.
  assert (X3 : Rabs (f ε i - g i) * Rabs (u i) <= η / 2 / B * Rabs (u i))
    by (apply Rmult_le_compat_r; [apply Rabs_pos|lra]).
  assert (X4 : η / 2 / B * Rabs (u i) <= η / 2 / B * B) by (apply Rmult_le_compat_l; [lra|unfold B; lra]).
  replace (A * (η / 2 / A)) with (η / 2) in X2 by (field; lra).
  replace (η / 2 / B * B) with (η / 2) in X4 by (field; lra). lra.
Qed.

Section Ray.
Context {Run : Type} (l : list Run) (N : Run -> R) (N_c D_c a k : R).
Hypotheses (HNc : 0 < N_c) (HDc : 0 < D_c) (Ha : 0 < a) (Hk : 0 < k).
Hypothesis HN : forall i, In i l -> 0 < N i.
Hypothesis H4 : different_sizes 4 l N.

Let x (i : Run) : R := ln (N i).
Let d : R := D_c / k.
Let P (ε : R) : R := Rpower N_c (1 + ε).
Let ψ (ε : R) : R := P ε + d.
Let J (ε : R) : list (Run -> R) := kaplan_jacobian N_c D_c (a * (1 + ε)) a N (fun i => k * N i).
Let w (ε : R) (i : Run) : R := weight N N_c D_c a k ε i.
Let rest (ε : R) : R -> R := kaplan_rest N_c D_c k ε.

Definition kaplan_columns : list (R -> Run -> R) :=
  [fun ε i => kaplan_j_N_c N_c D_c (a * (1 + ε)) a (N i) (k * N i);
   fun ε i => kaplan_j_D_c N_c D_c (a * (1 + ε)) a (N i) (k * N i);
   fun ε i => kaplan_j_alpha_N N_c D_c (a * (1 + ε)) a (N i) (k * N i);
   fun ε i => kaplan_j_alpha_D N_c D_c (a * (1 + ε)) a (N i) (k * N i)].

Lemma columns_derivable f i : In f kaplan_columns -> In i l -> ex_derive (fun ε => f ε i) 0.
Proof.
  intros Hf Hi. pose proof (HN i Hi) as Hn. assert (HD : 0 < k * N i) by now apply Rmult_lt_0_compat.
  assert (HS : 0 < D_c / (k * N i)) by now apply Rdiv_lt_0_compat.
  destruct Hf as [<-|[<-|[<-|[<-|[]]]]];
    unfold kaplan_j_N_c, kaplan_j_D_c, kaplan_j_alpha_N, kaplan_j_alpha_D, kaplan_W, kaplan_S, Rpower, Rsqr;
    auto_derive; repeat split; auto; try lra; apply Rplus_lt_0_compat; auto; apply exp_pos.
Qed.

Lemma image_at ε v1 v2 v3 v4 i : In i l -> comb (J ε) [v1; v2; v3; v4] i
  = w ε i * (c_s N_c D_c a k ε v1 v3 v4 * exp (- (ε * x i)) + c_1 N_c D_c a k ε v2 v4
             + c_xs N_c D_c k ε v3 v4 * (x i * exp (- (ε * x i))) + c_x D_c k v4 * x i
             + v4 * rest ε (ε * x i)).
Proof. exact (kaplan_image_at l N N_c D_c a k HNc HDc Ha Hk HN ε v1 v2 v3 v4 i). Qed.

(** λ₂ from above. *)
Lemma kaplan_second_at_most : exists ε0 C, 0 < ε0 /\ 0 <= C /\ forall ε, Rabs ε < ε0 ->
  eigenvalue_at_most l (J ε) 2 (C * ε ^ 2).
Proof.
  set (z := - ((N_c + D_c / k) * ln ((N_c + D_c / k) / N_c) / a)). set (y := 1 - (N_c + D_c / k) / N_c).
  assert (E : forall s t, member 4 [[1; - k; 0; 0]; [z; 0; y; 1]] [s; t] = [s + t * z; - (s * k); t * y; t])
    by (intros; cbv [member combine_vectors repeat]; repeat (apply f_equal2; [ring|]); reflexivity).
  apply (kernel_near l kaplan_columns 2 [[1; - k; 0; 0]; [z; 0; y; 1]] columns_derivable).
  - split; auto. split; [repeat constructor|]. intros [|s [|t [|? ?]]] Hc; try discriminate.
    change (length kaplan_columns) with 4%nat. rewrite E. unfold norm2. cbn [sum]. intros H.
    pose proof (Rle_0_sqr (s + t * z)) as Q1. pose proof (Rle_0_sqr (- (s * k))) as Q2.
    pose proof (Rle_0_sqr (t * y)) as Q3. pose proof (Rle_0_sqr t) as Q4.
    assert (Ht : t = 0) by (apply Rsqr_0_uniq; lra).
    assert (Hs : - (s * k) = 0) by (apply Rsqr_0_uniq; lra).
    assert (Hs' : s = 0) by (apply Rmult_eq_reg_r with k; lra). subst. unfold Rsqr. ring.
  - intros [|s [|t [|? ?]]] i Hc Hi; try discriminate.
    change (length kaplan_columns) with 4%nat. rewrite E.
    change (at_gap kaplan_columns 0) with (kaplan_jacobian N_c D_c (a * (1 + 0)) a N (fun i => k * N i)).
    replace (a * (1 + 0)) with a by ring.
    pose proof (D2_kaplan_kernel_pair N N_c D_c a k i HNc Ha Hk (HN i Hi)) as K1.
    pose proof (D2_kaplan_kernel_exponents N N_c D_c a k i HNc HDc Ha Hk (HN i Hi)) as K2.
    fold z y in K2. unfold kaplan_jacobian in *. cbn [comb] in *.
    set (j1 := kaplan_j_N_c _ _ _ _ _ _) in *. set (j2 := kaplan_j_D_c _ _ _ _ _ _) in *.
    set (j3 := kaplan_j_alpha_N _ _ _ _ _ _) in *. set (j4 := kaplan_j_alpha_D _ _ _ _ _ _) in *.
    match type of K1 with ?e1 = 0 => match type of K2 with ?e2 = 0 =>
      apply eq_trans with (s * e1 + t * e2); [ring|rewrite K1, K2; ring] end end.
Qed.

Lemma w_tends : tends l w (w 0).
Proof.
  apply continuous_tends. intros i Hi.
  exact (KaplanModel.weight_continuous l N N_c D_c a k HNc HDc Ha Hk HN i Hi).
Qed.

Lemma w_positive ε i : In i l -> 0 < w ε i.
Proof. intros Hi. now apply weight_pos with l. Qed.

(** A polynomial of degree three with a zero at every run. *)
Lemma cubic_over_design c1 c2 c3 c4 :
  (forall i, In i l -> c1 + c2 * x i + c3 * x i ^ 2 + c4 * x i ^ 3 = 0) ->
  c1 = 0 /\ c2 = 0 /\ c3 = 0 /\ c4 = 0.
Proof. intros H. apply cubic. now apply (zeros_over_design 3 l N _ HN H4). Qed.

(** λ₃: parts in N_c and α_N. *)
Lemma kaplan_third_at_least : exists ε0 c, 0 < ε0 /\ 0 < c /\ forall ε, 0 < Rabs ε < ε0 ->
  eigenvalue_at_least l (J ε) 3 c.
Proof.
  set (f1 := fun ε i => kaplan_j_N_c N_c D_c (a * (1 + ε)) a (N i) (k * N i)).
  set (f3 := fun ε i => kaplan_j_alpha_N N_c D_c (a * (1 + ε)) a (N i) (k * N i)).
  destruct (injective_near l [f1; f3] [f1 0; f3 0]) as (ε0 & m & H0 & Hm & H).
  - repeat constructor; apply continuous_tends; intros i Hi; apply derivable_continuous_at;
      apply (columns_derivable _ i); auto; simpl; auto.
  - intros [|s [|t [|? ?]]] Hv Hz; try discriminate.
    assert (Q : forall i, In i l -> c_s N_c D_c a k 0 s t 0 + c_xs N_c D_c k 0 t 0 * x i + 0 * x i ^ 2 + 0 * x i ^ 3 = 0).
    { intros i Hi. specialize (Hz i Hi). pose proof (image_at 0 s 0 t 0 i Hi) as E.
      assert (Z : comb (J 0) [s; 0; t; 0] i = comb [f1 0; f3 0] [s; t] i)
        by (unfold J, kaplan_jacobian, f1, f3; cbn [comb]; ring).
      rewrite Z, Hz in E. pose proof (w_positive 0 i Hi) as W.
      symmetry in E. apply Rmult_integral in E as [E|E]; [lra|].
      rewrite Rmult_0_l, Ropp_0, exp_0 in E. unfold c_1, c_x in E. lra. }
    destruct (cubic_over_design _ _ _ _ Q) as (E1 & E2 & _ & _).
    assert (HP : 0 < Rpower N_c (1 + 0)) by apply Rpower_pos.
    unfold c_xs in E2. assert (Et : t = 0) by (apply Rmult_eq_reg_r with (Rpower N_c (1 + 0)); lra). subst t.
    unfold c_s in E1. assert (HPa : 0 < a * (1 + 0) * Rpower N_c (1 + 0) / N_c).
    { apply Rdiv_lt_0_compat; auto. apply Rmult_lt_0_compat; lra. }
    assert (Es : s = 0) by (apply Rmult_eq_reg_r with (a * (1 + 0) * Rpower N_c (1 + 0) / N_c); lra).
    subst s. unfold norm2, Rsqr. simpl. ring.
  - exists ε0, m. split; auto. split; auto. intros ε He. specialize (H ε He).
    exists [[1; 0; 0; 0]; [0; 0; 1; 0]].
    assert (E : forall s t, member 4 [[1; 0; 0; 0]; [0; 0; 1; 0]] [s; t] = [s; 0; t; 0])
      by (intros; cbv [member combine_vectors repeat]; repeat (apply f_equal2; [ring|]); reflexivity).
    change (length (J ε)) with 4%nat. simpl Nat.sub. split.
    + split; auto. split; [repeat constructor|]. intros [|s [|t [|? ?]]] Hc; try discriminate.
      rewrite E. unfold norm2. cbn [sum]. unfold Rsqr. lra.
    + intros [|s [|t [|? ?]]] Hc; try discriminate. cbv zeta. rewrite E. specialize (H [s; t] eq_refl).
      replace (norm2 [s; 0; t; 0]) with (norm2 [s; t]) by (unfold norm2; cbn [sum]; unfold Rsqr; ring).
      apply Rle_trans with (1 := H). apply Req_le, sum_ext. intros i _. f_equal.
      unfold at_gap, J, kaplan_jacobian, f1, f3. cbn [map comb]. ring.
Qed.

(** λ₂ from below: three vectors along which c_s = 0. *)
Definition second_N (ε : R) : R := - (N_c * ln N_c / (a * (1 + ε))).
Definition third_alpha (ε : R) : R := (ε * P ε - ε * (P ε) ^ 2 / ψ ε - d) / P ε.
Definition third_D (ε : R) : R := - (k / a * (d * ln (ψ ε) - P ε + (P ε) ^ 2 / ψ ε)).
Definition third_N (ε : R) : R :=
  - (N_c / (a * (1 + ε) * P ε) * (third_alpha ε * P ε * ln N_c - (1 + ε) * ln N_c * P ε + P ε * ln (ψ ε)
                                  + P ε - (P ε) ^ 2 / ψ ε)).
Definition spanning (ε : R) : list (list R) :=
  [[0; k / a; 0; 0]; [second_N ε; 0; 1; 0]; [third_N ε; third_D ε; third_alpha ε; 1]].
Definition third_image (ε : R) (i : Run) : R :=
  (d * (x i * (exp (- (ε * x i)) - 1)) + rest ε (ε * x i)) / ε.
Definition spanned : list (R -> Run -> R) :=
  [fun ε i => w ε i * 1; fun ε i => w ε i * (- (P ε) * (x i * exp (- (ε * x i))));
   fun ε i => w ε i * third_image ε i].

Lemma member_spanning ε y1 y2 y3 : member 4 (spanning ε) [y1; y2; y3]
  = [y2 * second_N ε + y3 * third_N ε; y1 * (k / a) + y3 * third_D ε; y2 + y3 * third_alpha ε; y3].
Proof.
  unfold spanning. cbv [member combine_vectors repeat]. repeat (apply f_equal2; [ring|]). reflexivity.
Qed.

Lemma spanning_image ε y1 y2 y3 i : ε <> 0 -> 1 + ε <> 0 -> In i l ->
  comb (J ε) (member 4 (spanning ε) [y1; y2; y3]) i = comb (at_gap spanned ε) [y1; y2; ε * y3] i.
Proof.
  intros He H1 Hi. rewrite member_spanning, image_at by auto.
  assert (HP : 0 < P ε) by exact (Ppos N_c ε). assert (Hψ : 0 < ψ ε) by exact (ψpos N_c D_c k HDc Hk ε).
  assert (E1 : c_s N_c D_c a k ε (y2 * second_N ε + y3 * third_N ε) (y2 + y3 * third_alpha ε) y3 = 0).
  { unfold c_s, second_N, third_N. fold d (P ε) (ψ ε). set (s := third_alpha ε). field. repeat split; auto; lra. }
  assert (E2 : c_1 N_c D_c a k ε (y1 * (k / a) + y3 * third_D ε) y3 = y1).
  { unfold c_1, third_D. fold d (P ε) (ψ ε). field. repeat split; lra. }
  assert (E3 : c_xs N_c D_c k ε (y2 + y3 * third_alpha ε) y3 = - (P ε) * y2 + d * y3).
  { unfold c_xs, third_alpha. fold d (P ε) (ψ ε). field. repeat split; lra. }
  rewrite E1, E2, E3. unfold c_x. fold d. unfold at_gap, spanned, third_image. cbn [map comb]. field. auto.
Qed.

Lemma third_image_tends : tends l third_image (fun i => - (d * x i ^ 2)).
Proof.
  destruct (log_bound l N) as (X & HX0 & HX).
  destruct (KaplanUpper.bound_near N_c D_c a k HNc HDc Ha Hk) as (δ & M & Hδ & HM & _ & _ & Md & _ & _ & HB).
  fold d in Md. set (E := exp X). assert (HE : 0 < E) by apply exp_pos.
  set (C := d * (X * (E * X ^ 2 / 2)) + M * E ^ 4 * X ^ 3).
  pose proof (dpos D_c k HDc Hk) as Hd. fold d in Hd.
  pose proof (pow_le X 2 HX0) as X2. pose proof (pow_le X 3 HX0) as X3.
  assert (HC : 0 <= C).
  { unfold C. assert (0 <= E * X ^ 2 / 2) by (pose proof (Rmult_le_pos _ _ (Rlt_le _ _ HE) X2); lra).
    assert (0 <= d * (X * (E * X ^ 2 / 2))) by (apply Rmult_le_pos; [lra|now apply Rmult_le_pos]).
    assert (0 <= E ^ 4) by (apply pow_le; lra).
    assert (0 <= M * E ^ 4 * X ^ 3) by (apply Rmult_le_pos; auto; apply Rmult_le_pos; lra). lra. }
  intros i Hi η Hη. exists (Rmin (Rmin 1 δ) (η / (C + 1))).
  assert (Hq : 0 < η / (C + 1)) by (apply Rdiv_lt_0_compat; lra).
  split; [repeat apply Rmin_glb_lt; lra|]. intros ε [He He'].
  assert (Hne : ε <> 0) by (intros ->; rewrite Rabs_R0 in He; lra).
  assert (E12 : Rabs ε < Rmin 1 δ) by (apply Rlt_le_trans with (1 := He'), Rmin_l).
  assert (E1 : Rabs ε < 1) by (apply Rlt_le_trans with (1 := E12), Rmin_l).
  assert (E2 : Rabs ε < δ) by (apply Rlt_le_trans with (1 := E12), Rmin_r).
  assert (E3 : Rabs ε < η / (C + 1)) by (apply Rlt_le_trans with (1 := He'), Rmin_r).
  destruct (HB ε E2) as (MP & _ & _).
  assert (Hxi : Rabs (x i) <= X) by now apply HX.
  assert (Ht : Rabs (ε * x i) <= Rabs ε * X)
    by (rewrite Rabs_mult; apply Rmult_le_compat_l; auto; apply Rabs_pos).
  assert (HtX : Rabs (- (ε * x i)) <= X).
  { rewrite Rabs_Ropp. apply Rle_trans with (1 := Ht). apply gap_times; lra. }
  pose proof (exp_remainder_2 X HX0 _ HtX) as R2. rewrite Rabs_Ropp in R2. fold E in R2.
  pose proof (KaplanUpper.rest_bound N_c D_c k HDc Hk ε M X (ε * x i) MP Md HX0 Ht (Rlt_le _ _ E1)) as R3.
  fold E in R3. fold (rest ε (ε * x i)) in R3.
  set (r := exp (- (ε * x i)) - 1 - - (ε * x i)) in *.
  assert (Q : third_image ε i - - (d * x i ^ 2) = (d * (x i * r) + rest ε (ε * x i)) / ε).
  { unfold third_image, r. field. auto. }
  rewrite Q. unfold Rdiv. rewrite Rabs_mult, Rabs_inv.
  assert (B1 : Rabs r <= E * (Rabs ε * X) ^ 2 / 2).
  { apply Rle_trans with (1 := R2). unfold Rdiv. apply Rmult_le_compat_r; [lra|].
    apply Rmult_le_compat_l; [lra|]. apply pow_incr. split; [apply Rabs_pos|auto]. }
  assert (B2 : Rabs (d * (x i * r) + rest ε (ε * x i)) <= Rabs ε ^ 2 * C).
  { apply Rle_trans with (1 := Rabs_triang _ _). rewrite !Rabs_mult, (Rabs_right d) by lra.
    assert (B3 : Rabs (x i) * Rabs r <= X * (E * (Rabs ε * X) ^ 2 / 2))
      by (apply Rmult_le_compat; auto using Rabs_pos).
    pose proof (Rmult_le_compat_l d _ _ (Rlt_le _ _ Hd) B3) as B4.
    assert (B5 : M * E ^ 4 * (Rabs ε * X) ^ 3 <= Rabs ε ^ 2 * (M * E ^ 4 * X ^ 3)).
    { replace (M * E ^ 4 * (Rabs ε * X) ^ 3) with (Rabs ε * (Rabs ε ^ 2 * (M * E ^ 4 * X ^ 3))) by ring.
      apply gap_times; [lra|]. apply Rmult_le_pos; [apply pow_le, Rabs_pos|].
      apply Rmult_le_pos; auto. apply Rmult_le_pos; [lra|apply pow_le; lra]. }
    unfold C. replace (Rabs ε ^ 2 * (d * (X * (E * X ^ 2 / 2)) + M * E ^ 4 * X ^ 3))
      with (d * (X * (E * (Rabs ε * X) ^ 2 / 2)) + Rabs ε ^ 2 * (M * E ^ 4 * X ^ 3)) by (simpl; field).
    lra. }
  apply Rle_lt_trans with (Rabs ε * C).
  - apply Rmult_le_reg_r with (Rabs ε); auto. rewrite Rmult_assoc, Rinv_l, Rmult_1_r by lra.
    apply Rle_trans with (1 := B2). apply Req_le. ring.
  - apply Rmult_lt_compat_r with (r := C + 1) in E3; [|lra].
    replace (η / (C + 1) * (C + 1)) with η in E3 by (field; lra). lra.
Qed.

Lemma spanned_injective : injective l [fun i => w 0 i * 1; fun i => w 0 i * (- (P 0) * x i);
  fun i => w 0 i * - (d * x i ^ 2)].
Proof.
  pose proof (dpos D_c k HDc Hk) as Hd. fold d in Hd. assert (HP : 0 < P 0) by exact (Ppos N_c 0).
  intros [|y1 [|y2 [|y3 [|? ?]]]] Hv Hz; try discriminate.
  destruct (cubic_over_design y1 (- (P 0 * y2)) (- (d * y3)) 0) as (E1 & E2 & E3 & _).
  - intros i Hi. specialize (Hz i Hi). cbn [comb] in Hz. pose proof (w_positive 0 i Hi) as W.
    apply Rmult_eq_reg_l with (w 0 i); lra.
  - assert (Z2 : y2 = 0) by (apply Rmult_eq_reg_l with (P 0); lra).
    assert (Z3 : y3 = 0) by (apply Rmult_eq_reg_l with d; lra). subst. unfold norm2, Rsqr. simpl. ring.
Qed.

Lemma spanned_tends : Forall2 (tends l) spanned [fun i => w 0 i * 1; fun i => w 0 i * (- (P 0) * x i);
  fun i => w 0 i * - (d * x i ^ 2)].
Proof.
  unfold spanned. repeat constructor.
  - apply (tends_times l w (fun _ _ => 1) (w 0) (fun _ => 1)); [exact w_tends|].
    intros i Hi η Hη. exists 1. split; [lra|]. intros. now rewrite Rminus_eq_0, Rabs_R0.
  - apply (tends_times l w (fun ε i => - (P ε) * (x i * exp (- (ε * x i)))) (w 0)); [exact w_tends|].
    intros i Hi. assert (C : continuity_pt (fun ε => - (P ε) * (x i * exp (- (ε * x i)))) 0).
    { apply derivable_continuous_at. unfold P, Rpower. auto_derive. auto. }
    assert (T : tends [i] (fun ε j => - (P ε) * (x i * exp (- (ε * x i))))
      (fun j => - (P 0) * (x i * exp (- (0 * x i))))) by (apply continuous_tends; auto).
    intros η Hη. destruct (T i (or_introl eq_refl) η Hη) as (δ & Hδ & H). exists δ. split; auto.
    intros ε He. specialize (H ε He). cbv beta in H. rewrite Rmult_0_l, Ropp_0, exp_0, Rmult_1_r in H. exact H.
  - apply (tends_times l w third_image (w 0)); [exact w_tends|exact third_image_tends].
Qed.

Lemma bounded_at_0 (f : R -> R) : ex_derive f 0 -> exists δ B, 0 < δ /\ 0 <= B /\ forall ε, Rabs ε < δ ->
  (f ε)² <= B.
Proof.
  intros D. destruct (near_bounded f (derivable_continuous_at f 0 D)) as (δ & Hδ & H).
  exists δ, ((Rabs (f 0) + 1)²). split; auto. split; [apply Rle_0_sqr|]. intros ε He. specialize (H ε He).
  rewrite Rsqr_abs. apply Rsqr_incr_1; [|apply Rabs_pos|pose proof (Rabs_pos (f 0)); lra].
  replace (f ε) with (f ε - f 0 + f 0) by ring. apply Rle_trans with (1 := Rabs_triang _ _). lra.
Qed.

Lemma sqr_sum_le u v : (u + v)² <= 2 * u² + 2 * v².
Proof. pose proof (Rle_0_sqr (u - v)). unfold Rsqr in *. lra. Qed.

Lemma spanning_size : exists δ K, 0 < δ /\ 0 < K /\ forall ε y1 y2 y3, Rabs ε < δ ->
  norm2 (member 4 (spanning ε) [y1; y2; y3]) <= K * (y1² + y2² + y3²).
Proof.
  assert (HP : 0 < P 0) by exact (Ppos N_c 0). assert (Hψ : 0 < ψ 0) by exact (ψpos N_c D_c k HDc Hk 0).
  assert (DP : ex_derive P 0) by (unfold P, Rpower; auto_derive; auto).
  assert (Dψ : ex_derive ψ 0) by (unfold ψ; auto_derive; auto).
  destruct (bounded_at_0 second_N) as (d1 & B1 & H1 & P1 & F1).
  { unfold second_N. auto_derive. lra. }
  destruct (bounded_at_0 third_alpha) as (d2 & B2 & H2 & P2 & F2).
  { unfold third_alpha. clearbody ψ. clearbody P. auto_derive. repeat split; auto; lra. }
  destruct (bounded_at_0 third_D) as (d3 & B3 & H3 & P3 & F3).
  { unfold third_D. clearbody ψ. clearbody P. auto_derive. repeat split; auto; lra. }
  destruct (bounded_at_0 third_N) as (d4 & B4 & H4' & P4 & F4).
  { unfold third_N, third_alpha. clearbody ψ. clearbody P. auto_derive.
    assert (0 < a * (1 + 0) * P 0) by (apply Rmult_lt_0_compat; lra). repeat split; auto; lra. }
  exists (Rmin (Rmin d1 d2) (Rmin d3 d4)), (2 * B1 + 2 * B4 + 2 * (k / a)² + 2 * B3 + 2 + 2 * B2 + 1).
  split; [repeat apply Rmin_glb_lt; lra|].
  split; [pose proof (Rle_0_sqr (k / a)); lra|]. intros ε y1 y2 y3 He.
  assert (E12 : Rabs ε < Rmin d1 d2) by (apply Rlt_le_trans with (1 := He), Rmin_l).
  assert (E34 : Rabs ε < Rmin d3 d4) by (apply Rlt_le_trans with (1 := He), Rmin_r).
  assert (E1 : Rabs ε < d1) by (apply Rlt_le_trans with (1 := E12), Rmin_l).
  assert (E2 : Rabs ε < d2) by (apply Rlt_le_trans with (1 := E12), Rmin_r).
  assert (E3 : Rabs ε < d3) by (apply Rlt_le_trans with (1 := E34), Rmin_l).
  assert (E4 : Rabs ε < d4) by (apply Rlt_le_trans with (1 := E34), Rmin_r).
  specialize (F1 ε E1). specialize (F2 ε E2). specialize (F3 ε E3). specialize (F4 ε E4).
  rewrite member_spanning. unfold norm2. cbn [sum].
  pose proof (sqr_sum_le (y2 * second_N ε) (y3 * third_N ε)) as S1.
  pose proof (sqr_sum_le (y1 * (k / a)) (y3 * third_D ε)) as S2.
  pose proof (sqr_sum_le y2 (y3 * third_alpha ε)) as S3.
  rewrite !Rsqr_mult in S1, S2. rewrite (Rsqr_mult y3) in S3.
  pose proof (Rle_0_sqr y1) as Y1. pose proof (Rle_0_sqr y2) as Y2. pose proof (Rle_0_sqr y3) as Y3.
  pose proof (Rmult_le_compat_l _ _ _ Y2 F1) as Q1. pose proof (Rmult_le_compat_l _ _ _ Y3 F4) as Q4.
  pose proof (Rmult_le_compat_l _ _ _ Y3 F3) as Q3. pose proof (Rmult_le_compat_l _ _ _ Y3 F2) as Q2.
  pose proof (Rle_0_sqr (k / a)) as HK. set (κ := (k / a)²) in *. clearbody κ.
  set (z1 := y1²) in *. set (z2 := y2²) in *. set (z3 := y3²) in *. clearbody z1 z2 z3.
  pose proof (Rmult_le_pos _ _ Y1 P1). pose proof (Rmult_le_pos _ _ Y1 P2). pose proof (Rmult_le_pos _ _ Y1 P3).
  pose proof (Rmult_le_pos _ _ Y1 P4). pose proof (Rmult_le_pos _ _ Y2 HK). pose proof (Rmult_le_pos _ _ Y3 HK).
  pose proof (Rmult_le_pos _ _ Y2 P2). pose proof (Rmult_le_pos _ _ Y2 P3). pose proof (Rmult_le_pos _ _ Y2 P4).
  pose proof (Rmult_le_pos _ _ Y3 P1). lra.
Qed.

Lemma kaplan_second_at_least : exists ε0 c, 0 < ε0 /\ 0 < c /\ forall ε, 0 < Rabs ε < ε0 ->
  eigenvalue_at_least l (J ε) 2 (c * ε ^ 2).
Proof.
  destruct (injective_near l _ _ spanned_tends spanned_injective) as (e1 & m & H1 & Hm & F1).
  destruct spanning_size as (e2 & K & H2 & HK & F2).
  exists (Rmin 1 (Rmin e1 e2)), (m / K). split; [repeat apply Rmin_glb_lt; lra|].
  split; [now apply Rdiv_lt_0_compat|]. intros ε [He He'].
  assert (Hne : ε <> 0) by (intros ->; rewrite Rabs_R0 in He; lra).
  assert (E0 : Rabs ε < 1) by (apply Rlt_le_trans with (1 := He'), Rmin_l).
  assert (Et : Rabs ε < Rmin e1 e2) by (apply Rlt_le_trans with (1 := He'), Rmin_r).
  assert (E1 : Rabs ε < e1) by (apply Rlt_le_trans with (1 := Et), Rmin_l).
  assert (E2 : Rabs ε < e2) by (apply Rlt_le_trans with (1 := Et), Rmin_r).
  assert (Hone : 1 + ε <> 0) by (apply Rabs_def2 in E0; lra).
  exists (spanning ε). change (length (J ε)) with 4%nat. simpl Nat.sub. split.
  - split; auto. split; [repeat constructor|]. intros [|y1 [|y2 [|y3 [|? ?]]]] Hc; try discriminate.
    rewrite member_spanning. unfold norm2. cbn [sum]. intros Z.
    pose proof (Rle_0_sqr (y2 * second_N ε + y3 * third_N ε)) as Q1.
    pose proof (Rle_0_sqr (y1 * (k / a) + y3 * third_D ε)) as Q2.
    pose proof (Rle_0_sqr (y2 + y3 * third_alpha ε)) as Q3. pose proof (Rle_0_sqr y3) as Q4.
    assert (Z3 : y3 = 0) by (apply Rsqr_0_uniq; lra). subst y3. rewrite !Rmult_0_l, !Rplus_0_r in *.
    assert (Z2 : y2 = 0) by (apply Rsqr_0_uniq; lra).
    assert (Z1 : y1 * (k / a) = 0) by (apply Rsqr_0_uniq; lra).
    assert (0 < k / a) by now apply Rdiv_lt_0_compat.
    assert (Z1' : y1 = 0) by (apply Rmult_eq_reg_r with (k / a); lra). subst. unfold Rsqr. ring.
  - intros [|y1 [|y2 [|y3 [|? ?]]]] Hc; try discriminate. cbv zeta.
    pose proof (F1 ε (conj He E1) [y1; y2; ε * y3] eq_refl) as L. specialize (F2 ε y1 y2 y3 E2).
    assert (E : form l (J ε) (member 4 (spanning ε) [y1; y2; y3]) = form l (at_gap spanned ε) [y1; y2; ε * y3])
      by (apply sum_ext; intros i Hi; now rewrite spanning_image).
    rewrite E. apply Rle_trans with (2 := L). set (n := norm2 (member 4 (spanning ε) [y1; y2; y3])) in *.
    replace (norm2 [y1; y2; ε * y3]) with (y1² + y2² + ε² * y3²)
      by (unfold norm2; cbn [sum]; rewrite Rsqr_mult; ring).
    assert (Hε : 0 <= ε² <= 1).
    { split; [apply Rle_0_sqr|]. rewrite Rsqr_abs. unfold Rsqr.
      pose proof (Rmult_le_compat _ _ _ _ (Rabs_pos ε) (Rabs_pos ε) (Rlt_le _ _ E0) (Rlt_le _ _ E0)). lra. }
    pose proof (Rle_0_sqr y1) as Y1. pose proof (Rle_0_sqr y2) as Y2. pose proof (Rle_0_sqr y3) as Y3.
    replace (m / K * ε ^ 2 * n) with (m * (ε² * (n / K))) by (unfold Rsqr; field; lra).
    apply Rmult_le_compat_l; [lra|].
    apply Rle_trans with (ε² * (y1² + y2² + y3²)).
    + apply Rmult_le_compat_l; [lra|]. apply Rmult_le_reg_r with K; auto.
      replace (n / K * K) with n by (field; lra). lra.
    + destruct Hε as [P0 P1]. pose proof (Rmult_le_compat_r _ _ _ Y1 P1).
      pose proof (Rmult_le_compat_r _ _ _ Y2 P1). lra.
Qed.

(** λ₁ from above, by the test vector with c₀ = c₁ = c₂ = 0. *)
Lemma kaplan_first_at_most : exists ε0 C, 0 < ε0 /\ 0 <= C /\ forall ε, 0 < Rabs ε < ε0 ->
  eigenvalue_at_most l (J ε) 1 (C * ε ^ 6).
Proof.
  destruct (log_bound l N) as (X & HX0 & HX).
  assert (Hr : 0 < norm l (kaplan_residual N N_c D_c a k 0 0 0 0)).
  { destruct (norm_nonneg l (kaplan_residual N N_c D_c a k 0 0 0 0)) as [Q|Q]; auto. exfalso.
    assert (Z : forall i, In i l -> 0 + 0 * x i + 0 * x i ^ 2 + 1 * x i ^ 3 = 0).
    { intros i Hi. assert (Z : kaplan_residual N N_c D_c a k 0 0 0 0 i = 0).
      { apply Rsqr_0_uniq. apply (sum_nonneg_zero l (fun i => (kaplan_residual N N_c D_c a k 0 0 0 0 i)²)); auto.
        - intros; apply Rle_0_sqr.
        - change (dot l (kaplan_residual N N_c D_c a k 0 0 0 0) (kaplan_residual N N_c D_c a k 0 0 0 0) = 0).
          rewrite <- norm_sqr, <- Q. unfold Rsqr; ring. }
      unfold kaplan_residual in Z. pose proof (w_positive 0 i Hi) as W. unfold w in W.
      apply Rmult_eq_reg_l with (weight N N_c D_c a k 0 i); [|lra]. fold (x i) in Z. lra. }
    destruct (cubic_over_design _ _ _ _ Z) as (_ & _ & _ & E). lra. }
  set (v := kaplan_vector N_c D_c a k 0 0 0). set (b := kaplan_image_bound l N N_c D_c a k X 0 0 0).
  assert (Cb : continuity_pt b 0)
    by exact (KaplanModel.bound_continuous l N N_c D_c a k X HNc HDc Ha Hk HN 0 0 0).
  assert (Cv : continuity_pt (fun ε => norm2 (v ε)) 0)
    by exact (KaplanModel.v_norm2_continuous N_c D_c a k HDc Ha Hk 0 0 0).
  assert (Hv0 : norm2 (v 0) = 4 * d² * (1 + k²) / a²)
    by exact (KaplanModel.v_norm2_0 N_c D_c a k HNc HDc Ha Hk 0 0 0).
  pose proof (dpos D_c k HDc Hk) as Hd. fold d in Hd.
  assert (Pv : 0 < norm2 (v 0)).
  { rewrite Hv0. apply Rdiv_lt_0_compat; [|apply Rlt_0_sqr; lra]. pose proof (Rle_0_sqr k).
    apply Rmult_lt_0_compat; [|lra]. pose proof (Rlt_0_sqr d (Rgt_not_eq _ _ Hd)). lra. }
  destruct (near_bounded b Cb) as (e1 & H1 & F1).
  assert (Hh : norm2 (v 0) / 2 < norm2 (v 0)) by lra.
  destruct (near_limit _ _ _ (limit_at_0 _ _ Cv eq_refl) Hh) as (e2 & H2 & F2).
  set (B := Rabs (b 0) + 1). assert (HB : 0 < B) by (unfold B; pose proof (Rabs_pos (b 0)); lra).
  exists (Rmin 1 (Rmin e1 e2)), (B² / (norm2 (v 0) / 2)). split; [repeat apply Rmin_glb_lt; lra|].
  pose proof (Rle_0_sqr B) as HB2.
  split; [apply Rmult_le_pos; auto; left; apply Rinv_0_lt_compat; lra|]. intros ε [He He'].
  assert (E0 : Rabs ε < 1) by (apply Rlt_le_trans with (1 := He'), Rmin_l).
  assert (Et : Rabs ε < Rmin e1 e2) by (apply Rlt_le_trans with (1 := He'), Rmin_r).
  assert (E1 : Rabs ε < e1) by (apply Rlt_le_trans with (1 := Et), Rmin_l).
  assert (E2 : Rabs ε < e2) by (apply Rlt_le_trans with (1 := Et), Rmin_r).
  specialize (F1 ε E1). specialize (F2 ε (conj He E2)). cbv beta in F2.
  assert (Hone : 1 + ε <> 0) by (apply Rabs_def2 in E0; lra).
  pose proof (X3_kaplan_image l N N_c D_c a k X HNc HDc Ha Hk HN HX HX0 0 0 0 ε Hone) as I.
  fold (J ε) (v ε) (b ε) in I.
  assert (Hb : b ε <= B).
  { replace (b ε) with (b ε - b 0 + b 0) by ring. unfold B.
    pose proof (Rle_abs (b ε - b 0)). pose proof (Rle_abs (b 0)). lra. }
  assert (HI : norm l (comb (J ε) (v ε)) <= Rabs ε ^ 3 * B).
  { apply Rle_trans with (1 := I). apply Rmult_le_compat_l; auto. apply pow_le, Rabs_pos. }
  apply Rsqr_incr_1 in HI;
    [|apply norm_nonneg|apply Rmult_le_pos; [apply pow_le, Rabs_pos|lra]].
  rewrite abs_cube_squared in HI.
  apply (smallest_at_most l (J ε) _ (v ε)); [reflexivity|lra|]. rewrite form_norm.
  apply Rle_trans with (1 := HI).
  assert (H6 : 0 <= ε ^ 6) by (rewrite <- (Rmult_1_r (ε ^ 6)), <- Rsqr_1, <- abs_cube_squared; apply Rle_0_sqr).
  replace (B² / (norm2 (v 0) / 2) * ε ^ 6 * norm2 (v ε))
    with (ε ^ 6 * B² * / (norm2 (v 0) / 2) * norm2 (v ε)) by (field; lra).
  assert (Q : 0 <= ε ^ 6 * B²) by now apply Rmult_le_pos.
  apply Rle_trans with (ε ^ 6 * B² * (/ (norm2 (v 0) / 2) * norm2 (v ε))); [|apply Req_le; ring].
  rewrite <- (Rmult_1_r (ε ^ 6 * B²)) at 1. apply Rmult_le_compat_l; auto.
  apply Rmult_le_reg_l with (norm2 (v 0) / 2); [lra|]. rewrite <- Rmult_assoc, Rinv_r by lra. lra.
Qed.

Theorem X3_kaplan_eigenvalue_orders : exists ε0 c C, 0 < ε0 /\ 0 < c /\ forall ε, 0 < Rabs ε < ε0 ->
  (eigenvalue_at_least l (J ε) 1 (c * ε ^ 6) /\ eigenvalue_at_most l (J ε) 1 (C * ε ^ 6))
  /\ (eigenvalue_at_least l (J ε) 2 (c * ε ^ 2) /\ eigenvalue_at_most l (J ε) 2 (C * ε ^ 2))
  /\ eigenvalue_at_least l (J ε) 3 c /\ eigenvalue_at_most l (J ε) 4 C.
Proof.
  destruct (X3_kaplan_lambda_min_order l N N_c D_c a k HNc HDc Ha Hk HN H4) as (e1 & c1 & H1 & P1 & F1).
  destruct kaplan_first_at_most as (e2 & C1 & H2 & P2 & F2).
  destruct kaplan_second_at_least as (e3 & c2 & H3 & P3 & F3).
  destruct kaplan_second_at_most as (e4 & C2 & H4' & P4 & F4).
  destruct kaplan_third_at_least as (e5 & c3 & H5 & P5 & F5).
  destruct (trace_near l N N_c D_c a k HDc Hk HN) as (e6 & C3 & H6 & P6 & F6).
  exists (Rmin e1 (Rmin e2 (Rmin e3 (Rmin e4 (Rmin e5 e6))))), (Rmin c1 (Rmin c2 c3)), (Rmax C1 (Rmax C2 C3)).
  split; [repeat apply Rmin_glb_lt; lra|]. split; [repeat apply Rmin_glb_lt; lra|]. intros ε [He He'].
  assert (E1 : Rabs ε < e1) by (apply Rlt_le_trans with (1 := He'), Rmin_l).
  apply Rlt_le_trans with (2 := Rmin_r _ _) in He'.
  assert (E2 : Rabs ε < e2) by (apply Rlt_le_trans with (1 := He'), Rmin_l).
  apply Rlt_le_trans with (2 := Rmin_r _ _) in He'.
  assert (E3 : Rabs ε < e3) by (apply Rlt_le_trans with (1 := He'), Rmin_l).
  apply Rlt_le_trans with (2 := Rmin_r _ _) in He'.
  assert (E4 : Rabs ε < e4) by (apply Rlt_le_trans with (1 := He'), Rmin_l).
  apply Rlt_le_trans with (2 := Rmin_r _ _) in He'.
  assert (E5 : Rabs ε < e5) by (apply Rlt_le_trans with (1 := He'), Rmin_l).
  apply Rlt_le_trans with (2 := Rmin_r _ _) in He'. rename He' into E6.
  assert (Hne : ε <> 0) by (intros ->; rewrite Rabs_R0 in He; lra).
  assert (Q6 : 0 < ε ^ 6) by now apply sixth_power_pos.
  assert (Q2 : 0 < ε ^ 2) by (replace (ε ^ 2) with (ε²) by (unfold Rsqr; ring); now apply Rlt_0_sqr).
  pose proof (Rmin_l c1 (Rmin c2 c3)) as M1. pose proof (Rmin_r c1 (Rmin c2 c3)) as M2.
  pose proof (Rmin_l c2 c3) as M3. pose proof (Rmin_r c2 c3) as M4.
  pose proof (Rmax_l C1 (Rmax C2 C3)) as X1. pose proof (Rmax_r C1 (Rmax C2 C3)) as X2.
  pose proof (Rmax_l C2 C3) as X3. pose proof (Rmax_r C2 C3) as X4.
  split; [split|split; [split|split]].
  - apply eigenvalue_weaken with (c1 * ε ^ 6); [apply Rmult_le_compat_r; lra|].
    apply smallest_at_least. now apply F1.
  - apply eigenvalue_loosen with (C1 * ε ^ 6); [apply Rmult_le_compat_r; lra|]. now apply F2.
  - apply eigenvalue_weaken with (c2 * ε ^ 2); [apply Rmult_le_compat_r; lra|]. now apply F3.
  - apply eigenvalue_loosen with (C2 * ε ^ 2); [apply Rmult_le_compat_r; lra|]. now apply F4.
  - apply eigenvalue_weaken with c3; [lra|]. now apply F5.
  - apply eigenvalue_loosen with C3; [lra|]. apply (largest_at_most l (J ε) C3). intros v Hv.
    apply Rle_trans with (1 := form_le_trace l (J ε) v Hv). apply Rmult_le_compat_r; [apply norm2_nonneg|].
    now apply F6.
Qed.
End Ray.
