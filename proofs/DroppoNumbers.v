(** Droppo–Elibol's six columns at six runs, in numbers: what the hypotheses of DroppoModel.v ask for.
    L_∞ = N_C = D_C = α = k = 1, γ = 1, ε = −1, so that with S = 1 + 1/N + 1/N² the columns are spanned by
    1, 1/N, 1/N², ln N/N, ln N/N² and S ln S.

    name                      ==  meaning
    d6                        ==  six runs of sizes 1, 2, 4, 8, 16, 32, on the ray D = N
    J6                        ==  the Jacobian there
    last_column               ==  −1, 13, −64, 148, −160, 64 are orthogonal to the first five functions
                                  over d6, and not to S ln S
    J6_injective, J6_lower    ==  so the six columns are independent: λ_min ≥ m > 0
    instance_X                ==  numbers that meet the hypotheses of X (Hypotheses.v)          *)

From Coq Require Import Reals List Lra.
From Coquelicot Require Import Coquelicot.
From Interval Require Import Tactic.
From Offray Require Import Sums Gram Taylor Laws Jacobian FullModel DroppoModel Independent FiveSizes AnyGap Numbers
  FullNumbers Instances Hypotheses.
From Offray.generated Require Printed.
Import ListNotations.
Open Scope R_scope.

Definition d6 : list R := [1; 2; 4; 8; 16; 32].
Definition S6 (x : R) : R := 1 + / x + / (x * x).
Definition J6 : list (R -> R) :=
  droppo_elibol_jacobian 1 1 1 (1 * 1) (1 * (1 - -1)) 1 (fun i => i) (fun i => 1 * i).

Lemma J6_at v0 v1 v2 v3 v4 v5 x : 0 < x -> comb J6 [v0; v1; v2; v3; v4; v5] x =
  v0 + (v1 + (v5 - v3) * ln x) / x + (2 * v2 + (2 * v5 - v4) * ln x) / (x * x) + v5 * (S6 x * ln (S6 x)).
Proof.
  intros Hx. unfold J6, droppo_elibol_jacobian. cbn [comb].
  unfold Printed.droppo_elibol_d_L_inf, Printed.droppo_elibol_d_N_C, Printed.droppo_elibol_d_D_C,
    Printed.droppo_elibol_d_alpha_N, Printed.droppo_elibol_d_alpha_D, Printed.droppo_elibol_d_alpha.
  assert (P : forall y, Rpower 1 y = 1) by (intros y; unfold Rpower; now rewrite ln_1, Rmult_0_r, exp_0).
  assert (Q1 : Rpower (1 / x) (1 * 1 / 1) = / x).
  { replace (1 * 1 / 1) with 1 by field. rewrite Rpower_1; [field; lra|]. apply Rdiv_lt_0_compat; lra. }
  assert (Q2 : Rpower (1 / (1 * x)) (1 * (1 - -1) / 1) = / (x * x)).
  { replace (1 * (1 - -1) / 1) with (1 + 1) by field.
    assert (0 < 1 / (1 * x)) by (apply Rdiv_lt_0_compat; lra).
    rewrite Rpower_plus, Rpower_1 by auto. field. lra. }
  assert (L1 : ln (1 / x) = - ln x) by (unfold Rdiv; rewrite Rmult_1_l; now apply ln_Rinv).
  assert (L2 : ln (1 / (1 * x)) = - ln x) by (rewrite Rmult_1_l; exact L1).
  assert (HS : 0 < S6 x).
  { unfold S6. pose proof (Rinv_0_lt_compat x Hx). pose proof (Rinv_0_lt_compat (x * x) (Rmult_lt_0_compat _ _ Hx Hx)). lra. }
  rewrite ?P, ?Q1, ?Q2, ?L1, ?L2, ?ln_1. fold (S6 x).
  replace (1 - 1) with 0 by ring. rewrite ?(Rpower_O (S6 x) HS), ?(Rpower_1 (S6 x) HS). field. lra.
Qed.

Lemma last_column : let f := fun x => S6 x * ln (S6 x) in
  - f 1 + 13 * f 2 - 64 * f 4 + 148 * f 8 - 160 * f 16 + 64 * f 32 < - (0.07).
Proof. cbv beta zeta. unfold S6. interval with (i_prec 60). Qed.

Lemma J6_injective : injective d6 J6.
Proof.
  intros [|v0 [|v1 [|v2 [|v3 [|v4 [|v5 [|? ?]]]]]]] Hv Hz; try discriminate.
  assert (E : forall x, In x d6 -> 0 < x -> v0 + (v1 + (v5 - v3) * ln x) / x
    + (2 * v2 + (2 * v5 - v4) * ln x) / (x * x) + v5 * (S6 x * ln (S6 x)) = 0)
    by (intros x Hx Px; rewrite <- J6_at by auto; auto).
  unfold d6 in E. pose proof (E 1 ltac:(simpl; tauto) ltac:(lra)) as E1. pose proof (E 2 ltac:(simpl; tauto) ltac:(lra)) as E2.
  pose proof (E 4 ltac:(simpl; tauto) ltac:(lra)) as E4. pose proof (E 8 ltac:(simpl; tauto) ltac:(lra)) as E8.
  pose proof (E 16 ltac:(simpl; tauto) ltac:(lra)) as E16. pose proof (E 32 ltac:(simpl; tauto) ltac:(lra)) as E32.
  clear E Hz. destruct lnp as (L1 & L4 & L8 & L16).
  assert (L32 : ln 32 = 5 * ln 2).
  { replace 32 with (2 * 16) by ring. rewrite ln_mult, L16 by lra. ring. }
  rewrite L1 in E1. rewrite L4 in E4. rewrite L8 in E8. rewrite L16 in E16. rewrite L32 in E32.
  pose proof last_column as G. cbv zeta beta in G.
  set (f1 := S6 1 * ln (S6 1)) in *. set (f2 := S6 2 * ln (S6 2)) in *. set (f4 := S6 4 * ln (S6 4)) in *.
  set (f8 := S6 8 * ln (S6 8)) in *. set (f16 := S6 16 * ln (S6 16)) in *. set (f32 := S6 32 * ln (S6 32)) in *.
  pose proof ln2pos as T. set (t := ln 2) in *. clearbody f1 f2 f4 f8 f16 f32 t.
  set (a := (v5 - v3) * t). set (b := (2 * v5 - v4) * t).
  replace ((v5 - v3) * (2 * t)) with (2 * a) in E4 by (unfold a; ring).
  replace ((2 * v5 - v4) * (2 * t)) with (2 * b) in E4 by (unfold b; ring).
  replace ((v5 - v3) * (3 * t)) with (3 * a) in E8 by (unfold a; ring).
  replace ((2 * v5 - v4) * (3 * t)) with (3 * b) in E8 by (unfold b; ring).
  replace ((v5 - v3) * (4 * t)) with (4 * a) in E16 by (unfold a; ring).
  replace ((2 * v5 - v4) * (4 * t)) with (4 * b) in E16 by (unfold b; ring).
  replace ((v5 - v3) * (5 * t)) with (5 * a) in E32 by (unfold a; ring).
  replace ((2 * v5 - v4) * (5 * t)) with (5 * b) in E32 by (unfold b; ring).
  fold a b in E2. rewrite !Rmult_0_r in E1.
  assert (Z5 : v5 * (- f1 + 13 * f2 - 64 * f4 + 148 * f8 - 160 * f16 + 64 * f32) = 0) by lra.
  assert (V5 : v5 = 0) by (apply Rmult_integral in Z5 as [|]; lra).
  rewrite V5, Rmult_0_l in *.
  assert (A : a = 0) by lra. assert (B : b = 0) by lra.
  assert (V0 : v0 = 0) by lra. assert (V1 : v1 = 0) by lra. assert (V2 : v2 = 0) by lra.
  assert (V3 : v3 = 0) by (unfold a in A; apply Rmult_integral in A as [|]; lra).
  assert (V4 : v4 = 0) by (unfold b in B; apply Rmult_integral in B as [|]; lra).
  subst. unfold norm2, Rsqr. simpl. ring.
Qed.

Lemma J6_lower : exists m, 0 < m /\ rayleigh_lower d6 J6 m.
Proof. apply bounded_below, J6_injective. Qed.
Lemma J6_unbiased j : exists c, unbiased d6 J6 j c.
Proof.
  destruct J6_lower as (m & Hm & L). destruct (least_squares_exists d6 J6 m j Hm L) as (x & _ & _ & U).
  now exists (comb J6 x).
Qed.
Lemma sizes6 : (forall i, In i d6 -> 0 < i) /\ (forall i, In i d6 -> Rabs (ln i) <= 5 * ln 2).
Proof.
  pose proof ln2pos. destruct lnp as (L1 & L4 & L8 & L16).
  assert (L32 : ln 32 = 5 * ln 2).
  { replace 32 with (2 * 16) by ring. rewrite ln_mult, L16 by lra. ring. }
  unfold d6. split; intros i Hi; simpl in Hi;
  destruct Hi as [<-|[<-|[<-|[<-|[<-|[<-|[]]]]]]]; try lra; rewrite ?L1, ?L4, ?L8, ?L16, ?L32; rewrite Rabs_right; lra.
Qed.
Ltac droppo6 := pose proof ln2pos; exists R, d6, (fun i => i), 1, 1, 1, 1, 1, 1, (5 * ln 2); met;
  split; [apply sizes6|]; split; [apply sizes6|]; met.

Lemma instance_X3_droppo_lambda_min : ltac:(hypotheses_of (@X3_droppo_lambda_min)).
Proof. droppo6. destruct J6_lower as (m & Hm & L). exists 0, 0, 0, 0, 0, (-1), m. met. Qed.
Lemma instance_X3_droppo_kappa_lower : ltac:(hypotheses_of (@X3_droppo_kappa_lower)).
Proof.
  droppo6. destruct J6_lower as (m & Hm & L). destruct (kappa_finite _ _ m Hm L) as (K & HK).
  exists 0, 0, 0, 0, 0, (-1), K, [1; 0; 0; 0; 0; 0]. met.
  split; [apply (form_pos _ _ m); auto; unfold norm2, Rsqr; simpl; lra|]. split; [exact HK|met].
Qed.
Lemma instance_X3_droppo_sd_N_C : ltac:(hypotheses_of (@X3_droppo_sd_N_C)).
Proof. droppo6. destruct (J6_unbiased 1) as (c & U). exists 0, 0, 0, 0, 0, (-1), 1, c. met. Qed.
Lemma instance_X3_droppo_sd_D_C : ltac:(hypotheses_of (@X3_droppo_sd_D_C)).
Proof. droppo6. destruct (J6_unbiased 2) as (c & U). exists 0, 0, 0, 0, 0, (-1), 1, c. met. Qed.

(** The 20-run design has a finite κ. *)
Lemma ten_increases a b : a < b -> exp (a * ln 10) <> exp (b * ln 10).
Proof.
  intros H. assert (0 < ln 10) by (rewrite <- ln_1; apply ln_increasing; lra).
  apply Rlt_not_eq, exp_increasing. now apply Rmult_lt_compat_r.
Qed.
Lemma design20_sizes : five_sizes design20 (fun N => N).
Proof.
  exists (map (fun i => exp ((7 + 2 * i / 19) * ln 10)) [0; 1; 2; 3; 4]).
  split; [intros i Hi; unfold design20; simpl in *; tauto|]. split; [|reflexivity].
  rewrite map_id. cbn [map]. repeat constructor; simpl; intros H; decompose [or] H; try tauto;
    match goal with E : exp ?a = exp ?b |- _ => symmetry in E; revert E; apply ten_increases; lra end.
Qed.
Lemma instance_X3_design_kappa : ltac:(hypotheses_of (@X3_design_kappa)).
Proof.
  destruct (X3_kappa_finite design20 (fun N => N) 406.4 410.7 0.34 0.28 20) as (K & HK); try lra.
  - intros i Hi. unfold design20 in Hi. apply in_map_iff in Hi as (j & <- & _). apply exp_pos.
  - exact design20_sizes.
  - exists K. split; [exact HK|met].
Qed.
