(** B16 and X4 for the interaction law's own columns: the derivatives in A, B and F on a ray.

    name                  ==  meaning
    interaction_columns   ==  ∂L/∂A, ∂L/∂B, ∂L/∂F on the ray D = kN at β = α − pε, γ_N + γ_D = α − qε
    X4_interaction        ==  the orders (0, 2, 4) for them
    B16_interaction_det   ==  the determinant law for them, two-sided, at any gaps              *)

From Coq Require Import Reals List Lra Lia Psatz.
From Coquelicot Require Import Rcomplements.
From Offray Require Import Sums Gram Taylor Laws Jacobian FullModel Upper TestVector ExponentialDeterminant
  Triple Proportion Independent Eigenvalues Rolle FiveSizes Orders TripleOrders.
From Offray.generated Require Printed.
Import ListNotations.
Open Scope R_scope.

(** The law's own columns: the derivatives that the program prints, on D = kN. *)
Section Law.
Context {Run : Type} (l : list Run) (N : Run -> R) (E A B F α γ_D k p q : R).
Hypotheses (Hk : 0 < k) (Hp : p <> 0) (Hq : q <> 0) (Hpq : p <> q).
Hypothesis HN : forall i, In i l -> 0 < N i.

Definition interaction_columns (a b : R) : list (Run -> R) :=
  let β := α - a in let γ_N := α - b - γ_D in
  [fun i => Printed.interaction_d_A E A B F α β γ_N γ_D (N i) (k * N i);
   fun i => Printed.interaction_d_B E A B F α β γ_N γ_D (N i) (k * N i);
   fun i => Printed.interaction_d_F E A B F α β γ_N γ_D (N i) (k * N i)].

Let f (i : Run) : R := Rpower (N i) (- α).
Let x (i : Run) : R := ln (N i).

Lemma interaction_at a b i : In i l ->
  Printed.interaction_d_A E A B F α (α - a) (α - b - γ_D) γ_D (N i) (k * N i) = f i
  /\ Printed.interaction_d_B E A B F α (α - a) (α - b - γ_D) γ_D (N i) (k * N i)
     = Rpower k (- (α - a)) * exp (a * x i) * f i
  /\ Printed.interaction_d_F E A B F α (α - a) (α - b - γ_D) γ_D (N i) (k * N i)
     = Rpower k (- γ_D) * exp (b * x i) * f i.
Proof.
  intros Hi. pose proof (HN i Hi).
  unfold Printed.interaction_d_A, Printed.interaction_d_B, Printed.interaction_d_F, f, x.
  rewrite !(Rpower_mult_base k (N i)) by auto. unfold Rpower, Rdiv.
  rewrite !Rmult_1_l, <- !exp_plus, <- !exp_Ropp. repeat split; f_equal; ring.
Qed.

Theorem B16_interaction_det X a b : (forall i, In i l -> Rabs (ln (N i)) <= X) ->
  a <> 0 -> b <> 0 -> a <> b ->
  let jA := fun i => Printed.interaction_d_A E A B F α (α - a) (α - b - γ_D) γ_D (N i) (k * N i) in
  let jB := fun i => Printed.interaction_d_B E A B F α (α - a) (α - b - γ_D) γ_D (N i) (k * N i) in
  let jF := fun i => Printed.interaction_d_F E A B F α (α - a) (α - b - γ_D) γ_D (N i) (k * N i) in
  let e := fun i => Rpower (N i) (- α) in
  let main := (Rpower k (- (α - a)))² * (Rpower k (- γ_D))² * (a * b * (b - a) / 2)²
              * gram3 l e (fun i => ln (N i) * e i) (fun i => (ln (N i))² * e i) in
  main * exp (- (2 * tilt a b X)) <= gram3 l jA jB jF <= main * exp (2 * tilt a b X).
Proof.
  intros HX Ha Hb Hab jA jB jF e main.
  assert (G : gram3 l jA jB jF = gram3 l f (fun i => Rpower k (- (α - a)) * exp (a * x i) * f i)
    (fun i => Rpower k (- γ_D) * exp (b * x i) * f i)).
  { unfold gram3, dot. f_equal; apply sum_ext; intros i Hi;
      destruct (interaction_at a b i Hi) as (E1 & E2 & E3); unfold jA, jB, jF; rewrite ?E1, ?E2, ?E3; reflexivity. }
  rewrite G. exact (B16_det_two_sided l f x (Rpower k (- (α - a))) (Rpower k (- γ_D)) X HX a b Ha Hb Hab).
Qed.

Lemma power_between c lo : 0 < lo -> (forall ε, Rabs ε <= 1 -> lo <= c ε) -> (forall ε, Rabs ε <= 1 -> c ε <= / lo) ->
  scale_between c lo (/ lo).
Proof.
  intros H0 H1 H2. split; auto. intros ε He. specialize (H1 ε He). specialize (H2 ε He).
  rewrite Rabs_right; lra.
Qed.

Theorem X4_interaction : different_sizes 3 l N ->
  exists ε0 c C, 0 < ε0 /\ 0 < c /\ forall ε, 0 < Rabs ε < ε0 ->
    let J := interaction_columns (p * ε) (q * ε) in
    (eigenvalue_at_least l J 1 (c * ε ^ 4) /\ eigenvalue_at_most l J 1 (C * ε ^ 4))
    /\ (eigenvalue_at_least l J 2 (c * ε ^ 2) /\ eigenvalue_at_most l J 2 (C * ε ^ 2))
    /\ (eigenvalue_at_least l J 3 c /\ eigenvalue_at_most l J 3 C).
Proof.
  intros H3. destruct (log_bound l N) as (X & HX0 & HX).
  set (c1 := fun ε => Rpower k (- (α - p * ε))). set (c2 := fun _ : R => Rpower k (- γ_D)).
  set (M := (Rabs α + Rabs p + Rabs γ_D) * Rabs (ln k)).
  assert (HB : forall y, Rabs y <= Rabs α + Rabs p + Rabs γ_D -> exp (- M) <= Rpower k y <= exp M).
  { intros y Hy. assert (Q : Rabs (y * ln k) <= M).
    { unfold M. rewrite Rabs_mult. apply Rmult_le_compat_r; auto. apply Rabs_pos. }
    apply Rabs_le_between in Q. unfold Rpower.
    split; [destruct (proj1 Q) as [Z|Z]|destruct (proj2 Q) as [Z|Z]];
      solve [left; now apply exp_increasing | rewrite Z; lra]. }
  pose proof (Rabs_pos α) as PA. pose proof (Rabs_pos p) as PP. pose proof (Rabs_pos γ_D) as PG.
  assert (R1 : forall ε, Rabs ε <= 1 -> Rabs (- (α - p * ε)) <= Rabs α + Rabs p + Rabs γ_D).
  { intros ε He. rewrite Rabs_Ropp. unfold Rminus. apply Rle_trans with (1 := Rabs_triang _ _).
    rewrite Rabs_Ropp, Rabs_mult. pose proof (Rmult_le_compat_l _ _ _ PP He). lra. }
  assert (R2 : Rabs (- γ_D) <= Rabs α + Rabs p + Rabs γ_D) by (rewrite Rabs_Ropp; lra).
  assert (EM : / exp (- M) = exp M) by (rewrite exp_Ropp; apply Rinv_inv).
  assert (S1 : scale_between c1 (exp (- M)) (/ exp (- M))).
  { apply power_between; [apply exp_pos| |]; intros ε He; rewrite ?EM; now apply HB, R1. }
  assert (S2 : scale_between c2 (exp (- M)) (/ exp (- M))).
  { apply power_between; [apply exp_pos| |]; intros ε He; rewrite ?EM; now apply HB. }
  assert (Hinj : injective l (quadratic_columns f x)).
  { intros [|b0 [|b1 [|b2 [|? ?]]]] Hv Hz; try discriminate.
    destruct (quadratic b0 b1 (b2 / 2)) as (E0 & E1 & E2).
    - apply (zeros_over_design 2 l N _ HN H3). intros i Hi. specialize (Hz i Hi).
      unfold quadratic_columns in Hz. cbn [comb] in Hz. fold (x i).
      assert (P : 0 < f i) by apply Rpower_pos.
      apply Rmult_eq_reg_r with (f i); [|lra]. rewrite Rmult_0_l, <- Hz. field.
    - subst. replace b2 with 0 by lra. unfold norm2, Rsqr; simpl. ring. }
  assert (Hf : 0 < dot l f f).
  { destruct H3 as ([|i runs] & Hin & _ & Hl); [discriminate|]. assert (Hi : In i l) by (apply Hin; now left).
    apply Rlt_le_trans with (f i * f i); [apply Rmult_lt_0_compat; apply Rpower_pos|].
    apply (sum_ge_one l (fun i => f i * f i)); auto. intros; apply Rle_0_sqr. }
  destruct (X4_eigenvalue_orders l f x c1 c2 p q X (exp (- M)) (/ exp (- M)) Hp Hq Hpq HX0 S1 S2 HX Hf Hinj)
    as (ε0 & c & C & H0 & Hc & H).
  exists ε0, c, C. split; auto. split; auto. intros ε He J. specialize (H ε He).
  assert (Ec : forall v i, In i l -> comb J v i = comb (moving_triple f x c1 c2 p q ε) v i).
  { intros v i Hi. destruct (interaction_at (p * ε) (q * ε) i Hi) as (E1 & E2 & E3).
    unfold J, interaction_columns, moving_triple.
    destruct v as [|v1 v]; [reflexivity|]. destruct v as [|v2 v]; [simpl; now rewrite E1|].
    destruct v as [|v3 v]; [simpl; now rewrite E1, E2|]. simpl. rewrite E1, E2, E3. reflexivity. }
  assert (Ef : forall v, form l J v = form l (moving_triple f x c1 c2 p q ε) v)
    by (intros v; apply sum_ext; intros i Hi; now rewrite Ec).
  assert (At : forall j y, eigenvalue_at_least l (moving_triple f x c1 c2 p q ε) j y -> eigenvalue_at_least l J j y).
  { intros j y (us & Su & Hu). exists us. split; [exact Su|]. intros c' Hc' u. rewrite Ef. exact (Hu c' Hc'). }
  assert (Mo : forall j y, eigenvalue_at_most l (moving_triple f x c1 c2 p q ε) j y -> eigenvalue_at_most l J j y).
  { intros j y (us & Su & Hu). exists us. split; [exact Su|]. intros c' Hc' u. rewrite Ef. exact (Hu c' Hc'). }
  destruct H as ((A1 & A2) & (A3 & A4) & A5 & A6). repeat split; auto.
Qed.
End Law.
