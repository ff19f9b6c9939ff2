(** Numbers for the hypotheses of every pinned theorem: none of them speaks of nothing.

    `hypotheses_of X` says of a theorem X that its hypotheses can be met, all of them together:
    every quantifier before the conclusion becomes "there is", every hypothesis a claim. The gate asks
    for an instance_X of each pinned X that has hypotheses, and forms its statement itself.

    Length: one instance after another, in the order of the files.

    name                      ==  meaning
    hypotheses_of X           ==  the statement "the hypotheses of X can be met"
    facts, met                ==  tactics: facts about the numbers below, and all that is left
    instance_X                ==  numbers, runs and functions that meet the hypotheses of X
    d5                        ==  five runs of sizes 1, 2, 4, 8, 16 (Instances.v)
    the others                ==  what is needed on the way                                    *)

From Coq Require Import Reals List Lra Lia.
From Coquelicot Require Import Coquelicot.
From Offray Require Import Sums Gram Parallel Taylor Laws Jacobian Ray FullModel Upper Estimate
  KaplanModel DroppoModel Confidence Coverage Reduced Objective ExponentialDeterminant Triple Twin Program ProgramRepeated
  Certificate Kernels Offset Proportion ProgramRay Independent Eigenvalues Rolle FiveSizes Orders TripleOrders
  InteractionTriple ThirdRay Parabola Isoflop LawColumns KernelExact KaplanUpper KaplanOrders AnyGap Instances.
From Offray.generated Require Printed.
Import ListNotations.
Open Scope R_scope.

Ltac satisfied t :=
  lazymatch t with
  | ?A -> ?B =>
      let s := satisfied B in
      lazymatch type of A with
      | Prop => constr:(A /\ s)
      | _ => constr:(exists _ : A, s)
      end
  | forall x : ?A, @?B x =>
      constr:(exists x : A, ltac:(let b := eval cbv beta in (B x) in let s := satisfied b in exact s))
  | _ => constr:(True)
  end.
Ltac hypotheses_of X := let t := type of X in let t := eval cbv zeta in t in let s := satisfied t in exact s.

Lemma X5 : 0 <= 4 * ln 2. Proof. pose proof ln2pos. lra. Qed.
Lemma sqrt2 : sqrt 2 < 3 / 2.
Proof.
  apply Rsqr_incrst_0; [rewrite Rsqr_sqrt by lra; unfold Rsqr; lra|apply sqrt_pos|lra].
Qed.

Ltac facts := solve
  [ lra | exact X5 | apply hyps5 | apply two5 | apply three5 | apply four5 | apply five5
  | discriminate | reflexivity | intros; lra | apply Rgt_not_eq; lra | simpl; auto; lra | simpl; tauto | lia
  | pose proof sqrt2; lra ].
Ltac met := repeat first [ exact I | split; [facts|] ].

(** Gram.v, Parallel.v. *)
Ltac gram := exists 2, 0, 1; unfold tr, det, Rsqr; met.
Lemma instance_EIG_kappa : ltac:(hypotheses_of (@EIG_kappa)). Proof. gram. Qed.
Lemma instance_EIG_kappa_best : ltac:(hypotheses_of (@EIG_kappa_best)). Proof. gram. exists 1. met. Qed.
Lemma instance_EIG_lam_minus_det_tr : ltac:(hypotheses_of (@EIG_lam_minus_det_tr)). Proof. gram. Qed.
Lemma instance_EIG_KV : ltac:(hypotheses_of (@EIG_KV)). Proof. exists [1]. met. Qed.

Ltac sums := unfold pair_det, det, spread, co_spread, count, dot, Rsqr; cbn [sum].
Lemma fP_length : dot two fP fP = 1. Proof. unfold two, fP; sums. ring. Qed.
Lemma instance_P1_det : ltac:(hypotheses_of (@P1_det)).
Proof. exists bool, two, fP, fP. rewrite fP_length. met. Qed.
Lemma instance_P1_theta : ltac:(hypotheses_of (@P1_theta)).
Proof.
  exists bool, two, fP, dQ, 3, 1, 1, 1. rewrite fP_length. met. split.
  - intros e _. unfold two, perp, dot, fP, dQ, Rsqr. cbn [sum]. split; apply Req_le; field.
  - exists 1. rewrite Rabs_R1. met.
Qed.
Lemma instance_P1_as_printed_false : ltac:(hypotheses_of (@P1_as_printed_false)).
Proof. exists bool, two, fP, 1. rewrite fP_length. met. exists 1. met. Qed.

(** Ray.v: two runs, x = 1, 2. *)
Definition one (_ : R) : R := 1.
Definition same (x : R) : R := x.
Ltac at_runs := intros i Hi; simpl in Hi; unfold one, same; try rewrite (Rabs_right i); intuition lra.
Lemma instance_X1_block : ltac:(hypotheses_of (@X1_block)).
Proof. exists R, [1; 2], one, same. split; [at_runs|]. unfold one, same; sums. met. Qed.
Lemma instance_X1_degenerate_iff : ltac:(hypotheses_of (@X1_degenerate_iff)).
Proof. exists R, [1; 2], one, same. split; [at_runs|]. met. Qed.
Lemma instance_X1_trace : ltac:(hypotheses_of (@X1_trace)).
Proof. exists R, [1; 2], one, same. split; [at_runs|]. met. Qed.
Lemma instance_X1_det : ltac:(hypotheses_of (@X1_det)).
Proof. exists R, [1; 2], one, same. split; [at_runs|]. met. Qed.
Lemma instance_X1_spread_pos : ltac:(hypotheses_of (@X1_spread_pos)).
Proof. exists R, [1; 2], one, same, 1, 1, 2. split; [at_runs|]. met. split; [at_runs|]. exists 1. met. Qed.
Lemma instance_X1_spread_neg : ltac:(hypotheses_of (@X1_spread_neg)).
Proof. exists R, [1; 2], one, same, 1, 1, 2. split; [at_runs|]. met. split; [at_runs|]. exists (-1). met. Qed.
Lemma instance_X1_kappa_two_sided : ltac:(hypotheses_of (@X1_kappa_two_sided)).
Proof.
  exists R, [1; 2], one, same, 1, 2. split; [at_runs|]. split; [at_runs|]. met.
  unfold one, same; sums. met. exists 1. met.
Qed.
Lemma instance_X1_limit : ltac:(hypotheses_of (@X1_limit)).
Proof.
  exists R, [1; 2], one, same, one. split; [at_runs|]. split; [intros; unfold one; lra|].
  split; [apply continuity_const; intros x y; reflexivity|]. unfold one, same; sums. met.
Qed.
Lemma instance_X1_chinchilla_limit : ltac:(hypotheses_of (@X1_chinchilla_limit)).
Proof. exists R, [1; 2], same, 0.34, 20. met. split; [at_runs|]. exists 1, 2. unfold same. met. Qed.

(** LawColumns.v. *)
Lemma instance_X1_limit_moving : ltac:(hypotheses_of (@X1_limit_moving)).
Proof.
  exists R, [1; 2], (fun _ => one), same, one, 1. met. split; [intros; unfold one; lra|].
  split; [intros; unfold one; lra|]. split; [intros; apply continuity_pt_const; intros x y; reflexivity|].
  split; [apply continuity_pt_const; intros x y; reflexivity|].
  split; [exists 1, 2; simpl; unfold same; repeat split; auto; lra|]. met.
Qed.
Lemma instance_X1_kaplan_limit : ltac:(hypotheses_of (@X1_kaplan_limit)).
Proof. exists R, d5, (fun i => i), 6.4e13, 1.8e13, 0.103, 20. met. Qed.
Lemma instance_X1_droppo_limit : ltac:(hypotheses_of (@X1_droppo_limit)).
Proof. exists R, d5, (fun i => i), 1, 1, 1, 1, 1, 20. met. Qed.
Lemma instance_C1_chinchilla_exact : ltac:(hypotheses_of (@C1_chinchilla_exact)).
Proof. exists R, d5, (fun i => i), 0.34, 20. met. exists 0.06. met. Qed.
Lemma instance_C1_chinchilla_two_sided : ltac:(hypotheses_of (@C1_chinchilla_two_sided)).
Proof. exists R, d5, (fun i => i), 0.34, 20, (4 * ln 2). met. exists 0.06. met. Qed.
Lemma instance_C1_chinchilla_limit : ltac:(hypotheses_of (@C1_chinchilla_limit)).
Proof. exists R, d5, (fun i => i), 0.34, 20, (4 * ln 2). met. Qed.

(** Confidence.v, Offset.v: three runs, x = 0, 1, 2, and x². *)
Definition three : list R := [0; 1; 2].
Definition square (x : R) : R := x * x.
Ltac triple := unfold three, one, same, square; sums.
Lemma instance_C1_pair : ltac:(hypotheses_of (@C1_pair)).
Proof. exists R, [1; 2], one, same. split; [at_runs|]. unfold one, same; sums. met. Qed.
Lemma instance_C1_limit : ltac:(hypotheses_of (@C1_limit)).
Proof. exists R, [1; 2], one, same, 2. split; [at_runs|]. split; [at_runs|]. unfold one, same; sums. met. Qed.
Lemma instance_C1_ray_two_sided : ltac:(hypotheses_of (@C1_ray_two_sided)).
Proof.
  exists R, [1; 2], one, same, 2. split; [at_runs|]. split; [at_runs|]. unfold one, same; sums. met.
  exists 0.06. met.
Qed.
Lemma instance_C1_replicate : ltac:(hypotheses_of (@C1_replicate)).
Proof.
  exists R, 2%nat, [0; 1], one, same, 1. met. split; [|met]. unfold one, same; sums.
  rewrite Rmult_0_r, exp_0, Rmult_1_r. pose proof (exp_ineq1 1). nra.
Qed.
Lemma instance_C1_with_offset : ltac:(hypotheses_of (@C1_with_offset)).
Proof. exists R, three, same, square. triple. met. Qed.
Lemma instance_inverse_AA_2 : ltac:(hypotheses_of (@inverse_AA_2)).
Proof. exists 2, 0, 1, (/ 2), 0. unfold det, Rsqr. met. Qed.
Lemma instance_inverse_AA_3 : ltac:(hypotheses_of (@inverse_AA_3)).
Proof. exists R, three, same, square, (- (3 / 2)), (13 / 2), (- (3)). triple. met. Qed.
Lemma instance_inverse_psi_2 : ltac:(hypotheses_of (@inverse_psi_2)).
Proof. exists R, three, same, (- / 2), (/ 2). triple. met. Qed.
Lemma instance_C1_offset_exact : ltac:(hypotheses_of (@C1_offset_exact)).
Proof. exists R, three, same, same, 1. triple. met. Qed.
Lemma instance_C1_offset_limit : ltac:(hypotheses_of (@C1_offset_limit)).
Proof. exists R, three, same, same. triple. met. Qed.

(** Coverage.v, ThirdRay.v. *)
Ltac mixture := unfold tau, V, mean2, mean, count, Rsqr; cbn [sum].
Ltac two_values := intros s Hs; simpl in Hs; intuition lra.
Lemma instance_P2_sufficient : ltac:(hypotheses_of (@P2_sufficient)).
Proof. exists [1; 0]. met. exists 9. mixture. met. Qed.
Lemma instance_P2_2_one_ray : ltac:(hypotheses_of (@P2_2_one_ray)).
Proof. exists [1]. met. exists 1, 1. split; [two_values|]. met. Qed.
Lemma instance_P2_2_popoviciu : ltac:(hypotheses_of (@P2_2_popoviciu)).
Proof. exists [1; 0]. met. exists 0, 1. split; [two_values|]. met. Qed.
Lemma instance_P2_2_middle_ray : ltac:(hypotheses_of (@P2_2_middle_ray)).
Proof. exists [1; / 2; 0]. met. exists 0, 1, (/ 2). split; [two_values|]. met. Qed.
Ltac two_rays := exists 0.28, 20, 200; met.
Lemma instance_P2_2_duplicate_max_iff : ltac:(hypotheses_of (@P2_2_duplicate_max_iff)). Proof. two_rays. Qed.
Lemma instance_P2_2_duplicate_max_kappa : ltac:(hypotheses_of (@P2_2_duplicate_max_kappa)). Proof. two_rays. Qed.
Lemma instance_P2_2_geometric_mean_iff : ltac:(hypotheses_of (@P2_2_geometric_mean_iff)). Proof. two_rays. Qed.
Lemma instance_P2_2_geometric_mean_closed : ltac:(hypotheses_of (@P2_2_geometric_mean_closed)). Proof. two_rays. Qed.
Lemma instance_P2_2_geometric_mean_ratio : ltac:(hypotheses_of (@P2_2_geometric_mean_ratio)). Proof. two_rays. Qed.
Lemma instance_kappa_eq_order : ltac:(hypotheses_of (@kappa_eq_order)).
Proof. exists 1, 2, 1, 1, 3, 2. unfold Rsqr. met. Qed.
Lemma instance_X2_product_kappa : ltac:(hypotheses_of (@X2_product_kappa)).
Proof. exists R, [1; 2], [1; 2], one. met. unfold one; sums. met. Qed.
Lemma instance_X2_exact : ltac:(hypotheses_of (@X2_exact)).
Proof. exists [1; 0]. mixture. met. exists 50. met. Qed.
Lemma instance_X2_unit_free : ltac:(hypotheses_of (@X2_unit_free)).
Proof. exists [1; 0], 50. mixture. met. Qed.
Lemma instance_X2_two_rays : ltac:(hypotheses_of (@X2_two_rays)).
Proof. exists 0.28, 50, 20, 200. met. Qed.
Lemma instance_X2_two_rays_none : ltac:(hypotheses_of (@X2_two_rays_none)).
Proof. exists 0.28, 2, 20, 200. met. split; [pose proof (sqrt_pos 2); lra|met]. Qed.
Lemma instance_X2_best_shares : ltac:(hypotheses_of (@X2_best_shares)).
Proof. exists 0.28, 50, 20, 200. met. Qed.
Lemma instance_X2_shares_bound : ltac:(hypotheses_of (@X2_shares_bound)).
Proof. two_rays. exists (/ 2). met. Qed.
Lemma R_min_best_wide : 2 / 1 < R_min_best 1 2.
Proof.
  unfold R_min_best, threshold, arcsinh. set (h := 2 * sqrt 2 / (2 - 1)).
  assert (S1 : 1 < sqrt 2) by (rewrite <- sqrt_1; apply sqrt_lt_1_alt; lra).
  assert (H : 2 < h) by (unfold h; lra).
  assert (S : 0 <= sqrt (h ^ 2 + 1)) by apply sqrt_pos. set (y := h + sqrt (h ^ 2 + 1)).
  assert (Y : 2 < y) by (unfold y; lra).
  apply Rlt_trans with (exp (ln y)); [rewrite exp_ln by lra; lra|].
  apply exp_increasing. assert (0 < ln y) by (rewrite <- ln_1; apply ln_increasing; lra).
  change (ln y < 2 / 1 * ln y). lra.
Qed.
Lemma instance_X2_no_share_passes : ltac:(hypotheses_of (@X2_no_share_passes)).
Proof. exists 1, 2, 1, 2. met. exists (/ 2). met. split; [exact R_min_best_wide|met]. Qed.
Lemma instance_X2_R_min_decreasing_kappa : ltac:(hypotheses_of (@X2_R_min_decreasing_kappa)).
Proof. exists 0.28, 50, 100. met. Qed.
Lemma instance_X2_R_min_decreasing_beta : ltac:(hypotheses_of (@X2_R_min_decreasing_beta)).
Proof. exists 0.28, 0.37, 50. met. Qed.
Lemma instance_X2_R_min_best_decreasing_kappa : ltac:(hypotheses_of (@X2_R_min_best_decreasing_kappa)).
Proof. exists 0.28, 50, 100. met. Qed.
Lemma instance_X2_R_min_best_decreasing_beta : ltac:(hypotheses_of (@X2_R_min_best_decreasing_beta)).
Proof. exists 0.28, 0.37, 50. met. Qed.

(** Reduced.v, Kernels.v, KernelExact.v. *)
Lemma optimal_size_ones : optimal_size 1 1 1 1 1 = 1.
Proof.
  unfold optimal_size, Rpower. replace (1 * 1 / (1 * 1)) with 1 by field.
  rewrite !ln_1, Rmult_0_r, exp_0, Rmult_1_r, ln_1, Rmult_0_r, exp_0. ring.
Qed.
Lemma effective_ones : effective_size 1 1 1 1 1 1 1 1 = 1 /\ effective_data 1 1 1 = 1.
Proof.
  unfold effective_size, effective_data, unique_size. rewrite (Rmin_left 1 1), optimal_size_ones, (Rmin_left 1 1) by lra.
  rewrite discounted_unique by lra. auto.
Qed.
Lemma instance_D2_chinchilla : ltac:(hypotheses_of (@D2_chinchilla)).
Proof. exists 1.69, 406.4, 410.7, 0.34, 20, 1. met. Qed.
Lemma instance_D2_kaplan : ltac:(hypotheses_of (@D2_kaplan)).
Proof. exists 6.4e13, 1.8e13, 0.103, 20, 1. met. Qed.
Lemma instance_D2_droppo_elibol : ltac:(hypotheses_of (@D2_droppo_elibol)).
Proof. exists 1, 1, 1, 1, 1, 20, 1. met. Qed.
Lemma instance_D2_interaction : ltac:(hypotheses_of (@D2_interaction)).
Proof. exists 1.69, 406.4, 410.7, 100, 0.2, 0.14, 20, 1. met. Qed.
Lemma instance_D2_repeated : ltac:(hypotheses_of (@D2_repeated)).
Proof. exists 1, 1, 1, 1, 1, 1, 1, 1, 1, 1. destruct effective_ones as [-> ->]. met. Qed.
Lemma instance_D2_repeated_single_epoch : ltac:(hypotheses_of (@D2_repeated_single_epoch)).
Proof. exists 1, 1, 1, 1, 1, 1, 1, 1, 1, 1. rewrite optimal_size_ones. met. Qed.
Lemma instance_D2_det_zero_iff : ltac:(hypotheses_of (@D2_det_zero_iff)).
Proof. exists R, [1; 2], same, (fun i => 20 * i), 0.34, 0.28. met. split; [at_runs|]. split; [at_runs|]. met. Qed.
Lemma instance_D2_kernel_pair : ltac:(hypotheses_of (@D2_kernel_pair)).
Proof. exists R, same, 406.4, 410.7, 0.34, 20, 1. unfold same. met. Qed.
Lemma instance_D2_kernel_exponents : ltac:(hypotheses_of (@D2_kernel_exponents)).
Proof. exists R, same, 406.4, 410.7, 0.34, 20, 1. unfold same. met. Qed.
Lemma instance_D2_kaplan_kernel_pair : ltac:(hypotheses_of (@D2_kaplan_kernel_pair)).
Proof. exists R, same, 6.4e13, 1.8e13, 0.103, 20, 1. unfold same. met. Qed.
Lemma instance_D2_kaplan_kernel_exponents : ltac:(hypotheses_of (@D2_kaplan_kernel_exponents)).
Proof. exists R, same, 6.4e13, 1.8e13, 0.103, 20, 1. unfold same. met. Qed.
Lemma instance_X5_kaplan_gap : ltac:(hypotheses_of (@X5_kaplan_gap)).
Proof. exists 6.4e13, 1.8e13, 0.076, 0.103, 20. met. exists 1. met. Qed.
Lemma instance_X5_kaplan_det_zero_iff : ltac:(hypotheses_of (@X5_kaplan_det_zero_iff)).
Proof.
  exists 6.4e13, 1.8e13, 0.076, 0.103, 20. met. exists R, [1; 2], same, 1, 2. split; [at_runs|].
  unfold same. met.
Qed.
Lemma instance_P3 : ltac:(hypotheses_of (@P3)).
Proof. exists R, [1; 2], same, same, same. exists (fun N D => N + D). split; [at_runs|met]. Qed.
Ltac droppo_run := exists R, same, 1, 1, 1, 1, 1, 20, 1; unfold same; met.
Lemma instance_D2_droppo_elibol_kernel_pair : ltac:(hypotheses_of (@D2_droppo_elibol_kernel_pair)).
Proof. droppo_run. Qed.
Lemma instance_D2_droppo_elibol_kernel_exponents : ltac:(hypotheses_of (@D2_droppo_elibol_kernel_exponents)).
Proof. droppo_run. Qed.
Ltac interaction_run := exists R, same, 1.69, 406.4, 410.7, 100, 20, 1; unfold same; met.
Lemma instance_D2_interaction_kernel : ltac:(hypotheses_of (@D2_interaction_kernel)).
Proof. interaction_run. exists 0.34, 0.28, 0.2, 0.14. met. Qed.
Lemma instance_D2_interaction_kernel_AB : ltac:(hypotheses_of (@D2_interaction_kernel_AB)).
Proof. interaction_run. exists 0.34, 0.2, 0.14. met. Qed.
Lemma instance_D2_interaction_kernel_AF : ltac:(hypotheses_of (@D2_interaction_kernel_AF)).
Proof. interaction_run. exists 0.34, 0.2, 0.14. met. Qed.
Lemma instance_D2_chinchilla_kernel_exact : ltac:(hypotheses_of (@D2_chinchilla_kernel_exact)).
Proof. exists R, d5, (fun i => i), 406.4, 410.7, 0.34, 20. met. exists [0; 0; 0; 0; 0]. met. Qed.
Lemma instance_D2_kaplan_kernel_exact : ltac:(hypotheses_of (@D2_kaplan_kernel_exact)).
Proof. exists R, d5, (fun i => i), 6.4e13, 1.8e13, 0.103, 20. met. exists [0; 0; 0; 0]. met. Qed.
Lemma instance_D2_droppo_kernel_exact : ltac:(hypotheses_of (@D2_droppo_kernel_exact)).
Proof. exists R, d5, (fun i => i), 1, 1, 1, 1, 1, 20. met. exists [0; 0; 0; 0; 0; 0]. met. Qed.

(** Rolle.v: what has so many zeros is zero, which is what these theorems say. *)
Lemma zero_everywhere f n : (forall x, f x = 0) -> has_zeros f (S n).
Proof.
  intros H. exists 0, (map INR (seq 1 n)). split; [now rewrite map_length, seq_length|].
  assert (G : forall n m, zeros f (INR m) (map INR (seq (S m) n))); [|exact (G n 0%nat)].
  clear n. induction n as [|n IH]; intros m; [apply H|].
  change (f (INR m) = 0 /\ INR m < INR (S m) /\ zeros f (INR (S m)) (map INR (seq (S (S m)) n))).
  repeat split; auto. apply lt_INR. lia.
Qed.
Ltac zero := split; [apply zero_everywhere; intros; ring|met].
Lemma instance_exponential_with_log : ltac:(hypotheses_of (@exponential_with_log)).
Proof. exists 1, 1, 0, 0, 0, 0. met. zero. Qed.
Lemma instance_cubic : ltac:(hypotheses_of (@cubic)).
Proof. exists 0, 0, 0, 0. zero. Qed.
Lemma instance_cubic_with_exponential : ltac:(hypotheses_of (@cubic_with_exponential)).
Proof. exists 0.34, 0, 0, 0, 0, 0. met. zero. Qed.
Lemma instance_rolle : ltac:(hypotheses_of (@rolle)).
Proof.
  exists (fun x => x * x - 1), (fun x => 2 * x). split; [intros; auto_derive; auto; ring|].
  exists [], (-1), 1. split; [simpl; lra|met].
Qed.

(** Objective.v, Independent.v, Jacobian.v, Eigenvalues.v, Certificate.v: one run, one column. *)
Lemma one_condition : condition_bound [1] [one] 1.
Proof.
  intros [|u [|? ?]] [|v [|? ?]] Hu Hv; try discriminate.
  unfold form, one. cbn [comb sum norm2]. unfold norm2. cbn [sum]. unfold Rsqr. nra.
Qed.
Lemma one_lower : rayleigh_lower [1] [one] 1.
Proof.
  intros [|v [|? ?]] Hv; try discriminate. unfold form, one, norm2. cbn [comb sum]. unfold Rsqr. nra.
Qed.
Lemma one_injective : injective [1] [one].
Proof.
  intros [|v [|? ?]] Hv Hz; try discriminate. specialize (Hz 1 ltac:(now left)).
  unfold one in Hz. cbn [comb] in Hz. unfold norm2. cbn [sum]. assert (v = 0) by lra. subst. unfold Rsqr. ring.
Qed.
Lemma one_equations : forall v, length v = 1%nat -> dot [1] (comb [one] [1]) (comb [one] v) = coefficient 0 v.
Proof.
  intros [|v [|? ?]] Hv; try discriminate. unfold dot, one, coefficient. cbn [comb sum nth]. ring.
Qed.
Lemma instance_OBJ_kappa_upper : ltac:(hypotheses_of (@OBJ_kappa_upper)).
Proof.
  exists R, [1], [one], one, 1, 1. met. split; [at_runs|]. exists 1. met. split; [exact one_condition|met].
Qed.
Lemma instance_OBJ_kappa_lower : ltac:(hypotheses_of (@OBJ_kappa_lower)).
Proof.
  exists R, [1], [one], one, 1, 1. met. split; [at_runs|]. exists 1. met. split; [|met].
  assert (O : forall i, In i [1] -> 1 <= one i <= 1) by at_runs.
  pose proof (OBJ_kappa_upper [1] [one] one 1 1 Rlt_0_1 O 1 Rle_0_1 (Rle_refl 1) one_condition) as T.
  now replace (1 * (1 / 1)) with 1 in T by field.
Qed.
Lemma instance_OBJ_pseudo_huber : ltac:(hypotheses_of (@OBJ_pseudo_huber)).
Proof. exists 1, 1. met. Qed.
Lemma instance_OBJ_student : ltac:(hypotheses_of (@OBJ_student)).
Proof. exists 1, 1. met. Qed.
Lemma instance_OBJ_log_loss : ltac:(hypotheses_of (@OBJ_log_loss)).
Proof. exists 2, 3. met. Qed.
Lemma instance_normal_solution : ltac:(hypotheses_of (@normal_solution)).
Proof. exists R, [1], [one]. split; [exact one_injective|]. exists [2]. met. Qed.
Lemma instance_bounded_below : ltac:(hypotheses_of (@bounded_below)).
Proof. exists R, [1], [one]. split; [exact one_injective|met]. Qed.
Lemma instance_independent_at_most : ltac:(hypotheses_of (@independent_at_most)).
Proof. exists R, [1], [one]. split; [exact one_injective|met]. Qed.
Lemma instance_least_squares_exists : ltac:(hypotheses_of (@least_squares_exists)).
Proof. exists R, [1], [one], 1, 0%nat. met. split; [exact one_lower|met]. Qed.
Lemma instance_least_squares_sd : ltac:(hypotheses_of (@least_squares_sd)).
Proof.
  exists R, [1], [one], 0%nat, [1], 1, 1. met. split; [exact one_lower|]. met. split; [exact one_equations|met].
Qed.
Lemma instance_condition_2x2 : ltac:(hypotheses_of (@condition_2x2)).
Proof. exists R, [1; 2], one, same, 7. unfold tr, one, same; sums. met. Qed.
Lemma instance_gauss_markov : ltac:(hypotheses_of (@gauss_markov)).
Proof. exists R, d5, J5, 1%nat, c5, [0; 1; 0; 0; 0]. split; [exact unbiased5|met]. Qed.
Lemma instance_rayleigh_claim : ltac:(hypotheses_of (@rayleigh_claim)).
Proof.
  exists R, [1], [one], [1], [1], 1. met. unfold form at 1 2 3, one, norm2. cbn [comb sum]. unfold Rsqr. met.
  exists 1. split; [exact one_condition|met].
Qed.
Lemma instance_eigenvalue_order : ltac:(hypotheses_of (@eigenvalue_order)).
Proof.
  destruct X3_orders_instance as (e0 & c & C & H0 & _ & H).
  destruct (H (e0 / 2)) as (_ & [L M] & _); [rewrite Rabs_right; lra|].
  do 3 eexists. exists 2%nat. do 2 eexists. split; [exact L|]. split; [exact M|met].
Qed.
Ltac slope_at := unfold sse_slope, log_slope; cbn [sum]; rewrite ?ln_exp, ?ln_1.
Lemma instance_optimum_enclosed : ltac:(hypotheses_of (@optimum_enclosed)).
Proof.
  exists (fun x => x * x), (fun x => 2 * x), (-1), 1. met. split; [intros; auto_derive; auto; ring|met].
Qed.
Lemma instance_sse_optimum : ltac:(hypotheses_of (@sse_optimum)).
Proof.
  exists R, [1], (fun x _ => x), (fun _ _ => 1), (fun _ => 0), (-1), 1. met.
  split; [intros; auto_derive; auto; ring|]. slope_at. met.
Qed.
Lemma instance_log_optimum : ltac:(hypotheses_of (@log_optimum)).
Proof.
  exists R, [1], (fun x _ => exp x), (fun x _ => exp x), (fun _ => 1), (-1), 1. met.
  split; [intros; auto_derive; auto; ring|]. split; [intros; apply exp_pos|]. slope_at.
  pose proof (exp_pos 1). pose proof (exp_pos (-1)). unfold Rdiv. rewrite !Rinv_r by lra. met.
Qed.

(** Laws.v and what the program prints. *)
Lemma instance_kaplan_d_N_c : ltac:(hypotheses_of (@kaplan_d_N_c)). Proof. exists 1, 1, 1, 1, 1, 1. met. Qed.
Lemma instance_kaplan_d_D_c : ltac:(hypotheses_of (@kaplan_d_D_c)). Proof. exists 1, 1, 1, 1, 1, 1. met. Qed.
Lemma instance_kaplan_d_alpha_N : ltac:(hypotheses_of (@kaplan_d_alpha_N)). Proof. exists 1, 1, 1, 1, 1, 1. met. Qed.
Lemma instance_kaplan_d_alpha_D : ltac:(hypotheses_of (@kaplan_d_alpha_D)). Proof. exists 1, 1, 1, 1, 1, 1. met. Qed.
Ltac ones := repeat match goal with |- exists _, _ => exists 1 end; met.
Lemma instance_program_chinchilla_psi : ltac:(hypotheses_of (@program_chinchilla_psi)). Proof. ones. Qed.
Lemma instance_program_chinchilla_twin : ltac:(hypotheses_of (@program_chinchilla_twin)). Proof. ones. Qed.
Lemma instance_program_droppo_elibol_gradient : ltac:(hypotheses_of (@program_droppo_elibol_gradient)). Proof. ones. Qed.
Lemma instance_program_droppo_elibol_psi : ltac:(hypotheses_of (@program_droppo_elibol_psi)). Proof. ones. Qed.
Lemma instance_program_droppo_elibol_reduced_gradient : ltac:(hypotheses_of (@program_droppo_elibol_reduced_gradient)). Proof. ones. Qed.
Lemma instance_program_droppo_elibol_twin : ltac:(hypotheses_of (@program_droppo_elibol_twin)). Proof. ones. Qed.
Lemma instance_program_interaction_psi : ltac:(hypotheses_of (@program_interaction_psi)). Proof. ones. Qed.
Lemma instance_program_interaction_twins : ltac:(hypotheses_of (@program_interaction_twins)). Proof. ones. Qed.
Lemma instance_program_kaplan_gradient : ltac:(hypotheses_of (@program_kaplan_gradient)). Proof. ones. Qed.
Lemma instance_program_kaplan_psi : ltac:(hypotheses_of (@program_kaplan_psi)). Proof. ones. Qed.
Lemma instance_program_kaplan_reduced_gradient : ltac:(hypotheses_of (@program_kaplan_reduced_gradient)). Proof. ones. Qed.
Lemma instance_program_repeated_frozen_gradient : ltac:(hypotheses_of (@program_repeated_frozen_gradient)). Proof. ones. Qed.
Lemma instance_program_repeated_gradient : ltac:(hypotheses_of (@program_repeated_gradient)).
Proof.
  exists 2, 1, 1. met. exists 1, 1, 1, 1, 1, 1, 1. met. rewrite (Rmin_left 1 1), optimal_size_ones by lra. met.
Qed.
Lemma instance_program_chinchilla_gap : ltac:(hypotheses_of (@program_chinchilla_gap)). Proof. ones. Qed.
Lemma instance_program_kaplan_gap : ltac:(hypotheses_of (@program_kaplan_gap)). Proof. ones. Qed.
Lemma instance_program_droppo_elibol_gap : ltac:(hypotheses_of (@program_droppo_elibol_gap)). Proof. ones. Qed.
Lemma instance_program_interaction_gap : ltac:(hypotheses_of (@program_interaction_gap)). Proof. ones. Qed.
Lemma instance_program_repeated_psi : ltac:(hypotheses_of (@program_repeated_psi)).
Proof. exists 1, 1, 1, 1, 1, 1, 1, 1, 1, 1. destruct effective_ones as [-> ->]. met. Qed.
Lemma discounted_size_pos opt : 0 < opt -> 0 < discounted 1 (Rmin 1 opt) 1.
Proof.
  intros H. unfold discounted. set (u := Rmin 1 opt).
  assert (U : 0 < u <= 1) by (unfold u; split; [apply Rmin_glb_lt; lra|apply Rmin_l]).
  assert (E : 0 <= 1 / u - 1).
  { apply Rmult_le_reg_r with u; [lra|]. replace ((1 / u - 1) * u) with (1 - u) by (field; lra). lra. }
  assert (X : exp (- ((1 / u - 1) / 1)) <= 1).
  { apply Rle_trans with (exp 0); [|rewrite exp_0; lra]. unfold Rdiv at 1. rewrite Rinv_1, Rmult_1_r.
    destruct E as [E|E]; [left; apply exp_increasing; lra|rewrite <- E, Ropp_0; lra]. }
  apply Rmult_lt_0_compat; lra.
Qed.
Definition frozen_size : R :=
  discounted 1 (Rmin 1 (optimal_size 521 1488 (353 / 1000) (353 / 1000) (Rmin 1 1))) 1.
Lemma frozen_size_pos : 0 < frozen_size.
Proof.
  apply discounted_size_pos. unfold optimal_size. apply Rmult_lt_0_compat; apply Rpower_pos.
Qed.
Lemma frozen_ray : 0 < / frozen_size /\ effective_data 1 1 1 = / frozen_size * frozen_size.
Proof.
  pose proof frozen_size_pos. destruct effective_ones as [_ ->]. split; [now apply Rinv_0_lt_compat|field; lra].
Qed.
Ltac frozen := destruct frozen_ray as [F E]; split; [exact F|]; split; [exact frozen_size_pos|]; split; [exact E|met].
Lemma instance_program_repeated_frozen_psi : ltac:(hypotheses_of (@program_repeated_frozen_psi)).
Proof. exists 1, 1, 1, 1, 1, 1, 1, 1, 1, (/ frozen_size). frozen. Qed.
Lemma instance_program_repeated_frozen_twin : ltac:(hypotheses_of (@program_repeated_frozen_twin)).
Proof. exists 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, (/ frozen_size). frozen. Qed.

(** Triples. *)
Lemma instance_B16_det_two_sided : ltac:(hypotheses_of (@B16_det_two_sided)).
Proof. exists R, [1; 2], one, same, 1, 1, 2. split; [at_runs|]. exists 0.06, 0.03. met. Qed.
Lemma instance_B16_second_clause_false : ltac:(hypotheses_of (@B16_second_clause_false)).
Proof.
  exists R, [0; 1], one, same, 1, 1, 1. met. split; [|met].
  unfold pair_lam_minus. apply lam_minus_pos; unfold tr, one, same; sums; rewrite ?Rmult_0_r, ?Rmult_1_r, ?exp_0;
    pose proof (exp_ineq1 1); nra.
Qed.
Lemma instance_B16_exponential_determinant : ltac:(hypotheses_of (@B16_exponential_determinant)).
Proof. exists 0.06, 0.03, 2. met. exists 0, 1, 2. rewrite Rabs_R0, Rabs_R1, (Rabs_right 2) by lra. met. Qed.
Lemma instance_B16_interaction_det : ltac:(hypotheses_of (@B16_interaction_det)).
Proof.
  exists R, d5, (fun i => i), 1.69, 406.4, 410.7, 100, 0.34, 0.14, 20. met. exists (4 * ln 2), 0.06, 0.03. met.
Qed.
Lemma instance_X4_interaction : ltac:(hypotheses_of (@X4_interaction)).
Proof. exists R, d5, (fun i => i), 1.69, 406.4, 410.7, 100, 0.34, 0.14, 20, 1, 2. met. Qed.
(** f = 1, x = ln N: the columns at ε = 1 are 1, N, N². *)
Lemma logs3 : forall i, In i [1; 2; 4] -> Rabs (ln i) <= 2 * ln 2.
Proof.
  pose proof ln2pos. destruct lnp as (L1 & L4 & _). intros i Hi. simpl in Hi.
  destruct Hi as [<-|[<-|[<-|[]]]]; rewrite ?L1, ?L4, Rabs_right; lra.
Qed.
Ltac triples := exists R, [1; 2; 4], one, ln, 1, 1, 1, 2, (2 * ln 2); met; pose proof ln2pos;
  split; [lra|]; split; [exact logs3|].
Lemma powers_lower : exists m, 0 < m /\ rayleigh_lower [1; 2; 4] (triple one ln 1 1 1 2 1) m.
Proof.
  apply bounded_below. intros [|u [|v [|w [|? ?]]]] Hv Hz; try discriminate.
  pose proof (Hz 1 ltac:(simpl; auto)) as E1. pose proof (Hz 2 ltac:(simpl; auto)) as E2.
  pose proof (Hz 4 ltac:(simpl; auto)) as E4. unfold triple, one in E1, E2, E4. cbn [comb] in E1, E2, E4.
  assert (P : forall x, 0 < x -> exp (1 * 1 * ln x) = x /\ exp (2 * 1 * ln x) = x * x).
  { intros x Hx. replace (1 * 1 * ln x) with (ln x) by ring. replace (2 * 1 * ln x) with (ln x + ln x) by ring.
    now rewrite exp_plus, exp_ln. }
  destruct (P 1 ltac:(lra)) as [A1 B1]. destruct (P 2 ltac:(lra)) as [A2 B2]. destruct (P 4 ltac:(lra)) as [A4 B4].
  rewrite A1, B1 in E1. rewrite A2, B2 in E2. rewrite A4, B4 in E4.
  assert (w = 0) by lra. assert (v = 0) by lra. assert (u = 0) by lra. subst. unfold norm2, Rsqr. simpl. ring.
Qed.
Lemma instance_X4_image : ltac:(hypotheses_of (@X4_image)).
Proof. triples. exists 1. met. Qed.
Lemma instance_X4_lambda_min_upper : ltac:(hypotheses_of (@X4_lambda_min_upper)).
Proof. triples. destruct powers_lower as (m & _ & L). exists 1, m. split; [exact L|met]. Qed.
Lemma instance_X4_kappa_lower : ltac:(hypotheses_of (@X4_kappa_lower)).
Proof.
  triples. destruct powers_lower as (m & Hm & L). destruct (kappa_finite _ _ m Hm L) as (K & HK).
  exists 1, K. met. split; [unfold one; sums; lra|]. split; [exact HK|met].
Qed.
Lemma instance_X4_eigenvalue_orders : ltac:(hypotheses_of (@X4_eigenvalue_orders)).
Proof.
  exists R, three, one, same, one, one, 1, 2, 2, 1, 1. met.
  assert (S : scale_between one 1 1) by (split; [lra|intros; unfold one; rewrite Rabs_R1; lra]).
  split; [exact S|]. split; [exact S|]. split; [unfold three; at_runs|].
  split; [triple; lra|]. split; [|met].
  intros [|u [|v [|w [|? ?]]]] Hv Hz; try discriminate.
  pose proof (Hz 0 ltac:(simpl; auto)) as E0. pose proof (Hz 1 ltac:(simpl; auto)) as E1.
  pose proof (Hz 2 ltac:(simpl; auto)) as E2.
  unfold quadratic_columns, one, same in E0, E1, E2. cbn [comb] in E0, E1, E2.
  assert (u = 0) by lra. assert (w = 0) by lra. assert (v = 0) by lra. subst. unfold norm2, Rsqr. simpl. ring.
Qed.

(** Isoflop.v, Parabola.v: three points at w = −1, 0, 1. *)
Lemma grid3_squares : exists w w', In w grid3 /\ In w' grid3 /\ w² <> w'².
Proof. exists 0, 1. unfold grid3, Rsqr. simpl. repeat split; auto; lra. Qed.
Ltac grid := exists grid3; split; [exact grid3_symmetric|]; split; [exact grid3_squares|].
Ltac surface := exists 1.69, 406.4, 410.7, 0.34, 0.28; met.
Lemma instance_isoflop_optimal_data : ltac:(hypotheses_of (@isoflop_optimal_data)).
Proof. surface. exists 1e20, 1e9. met. Qed.
Lemma instance_isoflop_surface : ltac:(hypotheses_of (@isoflop_surface)).
Proof. surface. exists 1e20, 1. met. Qed.
Lemma instance_X12_vertex : ltac:(hypotheses_of (@X12_vertex)).
Proof. surface. grid. exists 1e20. met. Qed.
Lemma instance_X12_intercepts : ltac:(hypotheses_of (@X12_intercepts)).
Proof. surface. grid. exists 1e20. met. Qed.
Lemma instance_X12_data_exponent : ltac:(hypotheses_of (@X12_data_exponent)).
Proof. surface. grid. exists 1e20, 1e21. met. Qed.
Lemma instance_X12_size_exponent : ltac:(hypotheses_of (@X12_size_exponent)).
Proof. surface. grid. exists 1e20, 1e21. met. Qed.
Lemma instance_parabola_least_squares : ltac:(hypotheses_of (@parabola_least_squares)).
Proof. grid. exists exp, 0, 0, 0. met. Qed.
Lemma instance_X12_shift_sign : ltac:(hypotheses_of (@X12_shift_sign)).
Proof. grid. exists 0.34, 0.28. met. Qed.
Lemma instance_X12_shift_zero_iff : ltac:(hypotheses_of (@X12_shift_zero_iff)).
Proof. grid. exists 0.34, 0.28. met. Qed.

(** Twin.v. *)
Lemma instance_X9_chinchilla_twin : ltac:(hypotheses_of (@X9_chinchilla_twin)).
Proof. exists 20, 1. met. ones. Qed.
Lemma instance_X9_droppo_elibol_twin : ltac:(hypotheses_of (@X9_droppo_elibol_twin)).
Proof. exists 20, 1. met. exists 1, 1, 1, 1, 2, 1. met. Qed.
Ltac on_a_ray := exists 20, 1; met; ones.
Lemma instance_X9_interaction_continuum : ltac:(hypotheses_of (@X9_interaction_continuum)). Proof. on_a_ray. Qed.
Lemma instance_X9_interaction_swap_AB : ltac:(hypotheses_of (@X9_interaction_swap_AB)). Proof. on_a_ray. Qed.
Lemma instance_X9_interaction_swap_BF : ltac:(hypotheses_of (@X9_interaction_swap_BF)). Proof. on_a_ray. Qed.
Lemma instance_X9_kaplan_none : ltac:(hypotheses_of (@X9_kaplan_none)).
Proof. exists 6.4e13, 1.8e13, 0.076, 0.103, 6.4e13, 1.8e13, 0.076, 0.103, 20. met. Qed.

(** X3, Chinchilla: Hoffmann's parameters at their gap, 0.06. *)
Definition J34 : list (R -> R) := jacobian 406.4 410.7 0.34 (0.34 - 0.06) (fun i => i) (fun i => 20 * i).
Lemma J34_lower : exists m, 0 < m /\ rayleigh_lower d5 J34 m.
Proof. apply bounded_below, X3_injective_any_gap; try lra; [apply hyps5|apply five5]. Qed.
Lemma J34_unbiased j : exists c, unbiased d5 J34 j c.
Proof.
  destruct J34_lower as (m & Hm & L). destruct (least_squares_exists d5 J34 m j Hm L) as (x & _ & _ & U).
  now exists (comb J34 x).
Qed.
Lemma norm_pos {Run : Type} (l : list Run) f i : In i l -> f i <> 0 -> 0 < norm l f.
Proof.
  intros Hi Hf. unfold norm. apply sqrt_lt_R0. unfold dot.
  apply Rlt_le_trans with ((f i)²); [now apply Rlt_0_sqr|].
  apply (sum_ge_one l (fun i => f i * f i)); auto. intros; apply Rle_0_sqr.
Qed.
Lemma cubed_log : (ln 2 ^ 3 - 0 * ln 2 ^ 2 - 0 * ln 2 - 0) <> 0.
Proof. pose proof (pow_lt (ln 2) 3 ln2pos). lra. Qed.
Lemma in5 : In 2 d5. Proof. unfold d5. simpl. tauto. Qed.
Lemma residual_pos : 0 < norm d5 (residual (fun i => i) 0.34 0 0 0 0).
Proof.
  apply (norm_pos _ _ 2 in5). unfold residual. rewrite Rminus_0_r. pose proof cubed_log.
  apply Rmult_integral_contrapositive. split; auto. apply Rgt_not_eq, Rpower_pos.
Qed.
Ltac hoffmann := exists R, d5, (fun i => i), 406.4, 410.7, 0.34, 20, (4 * ln 2); met.
Lemma instance_X3_image : ltac:(hypotheses_of (@X3_image)).
Proof. hoffmann. exists 0, 0, 0, 0, 0.06. met. Qed.
Lemma instance_X3_kappa_lower : ltac:(hypotheses_of (@X3_kappa_lower)).
Proof.
  hoffmann. destruct J34_lower as (m & Hm & L). destruct (kappa_finite _ _ m Hm L) as (K & HK).
  exists 0.06, K, 2. met.
Qed.
Lemma instance_X3_lambda_min_upper : ltac:(hypotheses_of (@X3_lambda_min_upper)).
Proof. hoffmann. destruct J34_lower as (m & Hm & L). exists 0.06, m. split; [exact L|met]. Qed.
Lemma instance_X3_lambda_min_sharp : ltac:(hypotheses_of (@X3_lambda_min_sharp)).
Proof. hoffmann. destruct J34_lower as (m & Hm & L). exists 0, 0, 0, 0, 0.06, m. split; [exact L|met]. Qed.
Lemma instance_X3_sd_A : ltac:(hypotheses_of (@X3_sd_A)).
Proof. hoffmann. destruct (J34_unbiased 1) as (c & U). exists 0, 0, 0, 0, 0.06, 1, c. met. Qed.
Lemma instance_X3_sd_B : ltac:(hypotheses_of (@X3_sd_B)).
Proof. hoffmann. destruct (J34_unbiased 2) as (c & U). exists 0, 0, 0, 0, 0.06, 1, c. met. Qed.
Lemma instance_X3_sd_A_limit : ltac:(hypotheses_of (@X3_sd_A_limit)).
Proof. exists R, d5, (fun i => i), 0.34, (4 * ln 2), 0, 0, 0, 0. split; [exact residual_pos|met]. Qed.
Lemma instance_X3_sd_B_limit : ltac:(hypotheses_of (@X3_sd_B_limit)).
Proof. exists R, d5, (fun i => i), 0.34, 20, (4 * ln 2), 0, 0, 0, 0. split; [exact residual_pos|met]. Qed.
Ltac half y := let H := fresh in assert (H : 0 < y); [|exists (y / 2); split; [lra|met]].
Lemma instance_X3_sd_A_asymptotic : ltac:(hypotheses_of (@X3_sd_A_asymptotic)).
Proof.
  hoffmann. exists 0, 0, 0, 0. split; [exact residual_pos|].
  half (12 / norm d5 (residual (fun i => i) 0.34 0 0 0 0)). apply Rdiv_lt_0_compat; [lra|exact residual_pos].
Qed.
Lemma instance_X3_sd_B_asymptotic : ltac:(hypotheses_of (@X3_sd_B_asymptotic)).
Proof.
  hoffmann. exists 0, 0, 0, 0. split; [exact residual_pos|].
  half (12 * Rpower 20 0.34 / norm d5 (residual (fun i => i) 0.34 0 0 0 0)).
  apply Rdiv_lt_0_compat; [|exact residual_pos]. pose proof (Rpower_pos 20 0.34). lra.
Qed.
Ltac upper := exists R, d5, (fun i => i), 1, 1, 1, 1, (4 * ln 2); met; exists ((ln 2) ^ 3 / 98), (/ 1000000);
  pose proof (pow_lt (ln 2) 3 ln2pos); met; split; [exact indep5|]; met; rewrite Rabs_right by lra; met;
  split; [exact drift5|met].
Lemma instance_X3_lambda_min_lower : ltac:(hypotheses_of (@X3_lambda_min_lower)). Proof. upper. Qed.
Lemma instance_X3_kappa_upper : ltac:(hypotheses_of (@X3_kappa_upper)). Proof. upper. Qed.
Ltac five := exists R, d5, (fun i => i), 0.34; met.
Lemma instance_five_sizes_independent : ltac:(hypotheses_of (@five_sizes_independent)). Proof. five. Qed.
Lemma instance_five_sizes_mu : ltac:(hypotheses_of (@five_sizes_mu)). Proof. five. Qed.
Ltac five_at := five; exists 406.4, 410.7, 20; met.
Lemma instance_X3_lambda_min_order : ltac:(hypotheses_of (@X3_lambda_min_order)). Proof. five_at. Qed.
Lemma instance_X3_kappa_order : ltac:(hypotheses_of (@X3_kappa_order)). Proof. five_at. Qed.
Lemma instance_X3_sd_above : ltac:(hypotheses_of (@X3_sd_above)). Proof. five_at. Qed.
Lemma instance_X3_sd_A_order : ltac:(hypotheses_of (@X3_sd_A_order)). Proof. five_at. Qed.
Lemma instance_X3_eigenvalue_orders : ltac:(hypotheses_of (@X3_eigenvalue_orders)).
Proof. exists R, d5, (fun i => i), 406.4, 410.7, 0.34, 20. met. Qed.
Lemma instance_two_exponentials : ltac:(hypotheses_of (@two_exponentials)).
Proof. exists (- (0.34)), (- (0.28)), 0, 0, 0, 0, 0. met. zero. Qed.
Ltac gap := exists R, d5, (fun i => i), 406.4, 410.7, 0.34, 0.28, 20; met.
Lemma instance_X3_injective_any_gap : ltac:(hypotheses_of (@X3_injective_any_gap)). Proof. gap. Qed.
Lemma instance_X3_kappa_finite : ltac:(hypotheses_of (@X3_kappa_finite)). Proof. gap. Qed.

(** X3, Kaplan: his joint fit's N_c, D_c, α_D, near zero gap, where λ_min > 0 is known. *)
Definition JK (ε : R) : list (R -> R) :=
  kaplan_jacobian 6.4e13 1.8e13 (0.103 * (1 + ε)) 0.103 (fun i => i) (fun i => 20 * i).
Lemma JK_lower : exists ε m, 0 < ε /\ 0 < m /\ rayleigh_lower d5 (JK ε) m.
Proof.
  destruct (X3_kaplan_lambda_min_order d5 (fun i => i) 6.4e13 1.8e13 0.103 20) as (e0 & c & H0 & Hc & H);
    try lra; [apply hyps5|apply four5|].
  exists (e0 / 2), (c * (e0 / 2) ^ 6). split; [lra|]. split; [|apply H; rewrite Rabs_right; lra].
  apply Rmult_lt_0_compat; auto. apply pow_lt. lra.
Qed.
Lemma kaplan_residual_pos : 0 < norm d5 (kaplan_residual (fun i => i) 6.4e13 1.8e13 0.103 20 0 0 0 0).
Proof.
  apply (norm_pos _ _ 2 in5). unfold kaplan_residual. pose proof cubed_log.
  apply Rmult_integral_contrapositive. split; auto. unfold weight. apply Rgt_not_eq, Rdiv_lt_0_compat; [apply Rpower_pos|lra].
Qed.
Ltac kaplan4 := exists R, d5, (fun i => i), 6.4e13, 1.8e13, 0.103, 20; met.
Ltac kaplan5 := exists R, d5, (fun i => i), 6.4e13, 1.8e13, 0.103, 20, (4 * ln 2); met.
Lemma instance_X3_kaplan_weight : ltac:(hypotheses_of (@X3_kaplan_weight)).
Proof. kaplan4. exists 2. split; [exact in5|met]. Qed.
Lemma instance_X3_kaplan_test_vector : ltac:(hypotheses_of (@X3_kaplan_test_vector)).
Proof. kaplan4. exists 0, 0, 0, 0.06, 2. met. Qed.
Lemma instance_X3_kaplan_image : ltac:(hypotheses_of (@X3_kaplan_image)).
Proof. kaplan5. exists 0, 0, 0, 0.06. met. Qed.
Lemma instance_X3_kaplan_lambda_min : ltac:(hypotheses_of (@X3_kaplan_lambda_min)).
Proof.
  kaplan5. destruct JK_lower as (ε & m & He & Hm & L). exists 0, 0, 0, ε, m. met.
Qed.
Lemma form_pos l (cols : list (R -> R)) m u : 0 < m -> rayleigh_lower l cols m -> length u = length cols ->
  0 < norm2 u -> 0 < form l cols u.
Proof. intros Hm L Hu H. pose proof (L u Hu). pose proof (Rmult_lt_0_compat _ _ Hm H). lra. Qed.
Lemma instance_X3_kaplan_kappa_lower : ltac:(hypotheses_of (@X3_kaplan_kappa_lower)).
Proof.
  kaplan5. destruct JK_lower as (ε & m & He & Hm & L). destruct (kappa_finite _ _ m Hm L) as (K & HK).
  exists 0, 0, 0, ε, K, [1; 0; 0; 0]. met. split.
  { apply (form_pos _ _ m); auto. unfold norm2, Rsqr. simpl. lra. }
  split; [exact HK|met].
Qed.
Lemma JK_unbiased j : exists ε c, 0 < ε /\ unbiased d5 (JK ε) j c.
Proof.
  destruct JK_lower as (ε & m & He & Hm & L). destruct (least_squares_exists d5 (JK ε) m j Hm L) as (x & _ & _ & U).
  now exists ε, (comb (JK ε) x).
Qed.
Ltac kaplan_sd j := kaplan5; destruct (JK_unbiased j) as (ε & c & He & U); exists 0, 0, 0, ε, 1, c; met.
Lemma instance_X3_kaplan_sd_N_c : ltac:(hypotheses_of (@X3_kaplan_sd_N_c)). Proof. kaplan_sd 0%nat. Qed.
Lemma instance_X3_kaplan_sd_D_c : ltac:(hypotheses_of (@X3_kaplan_sd_D_c)). Proof. kaplan_sd 1%nat. Qed.
Ltac positive := unfold Rsqr; repeat (apply Rmult_lt_0_compat || apply Rdiv_lt_0_compat || apply Rplus_lt_0_compat
  || apply Rinv_0_lt_compat || apply Rpower_pos); try lra.
(* η: half of what the theorem allows. *)
Ltac half_of pos := match goal with
  | |- exists _, _ < ?y /\ _ => half y
  | |- exists _, 0 <= _ < ?y /\ _ => let H := fresh in assert (H : 0 < y); [|exists (y / 2); split; [lra|met]]
  end; pose proof pos; positive.
Ltac kaplan_near := kaplan5; exists 0, 0, 0; split; [exact kaplan_residual_pos|]; half_of kaplan_residual_pos.
Lemma instance_X3_kaplan_lambda_min_asymptotic : ltac:(hypotheses_of (@X3_kaplan_lambda_min_asymptotic)).
Proof. kaplan_near. Qed.
Lemma instance_X3_kaplan_kappa_asymptotic : ltac:(hypotheses_of (@X3_kaplan_kappa_asymptotic)).
Proof. kaplan_near. Qed.
Lemma instance_X3_kaplan_sd_N_c_asymptotic : ltac:(hypotheses_of (@X3_kaplan_sd_N_c_asymptotic)).
Proof. kaplan_near. Qed.
Lemma instance_X3_kaplan_sd_D_c_asymptotic : ltac:(hypotheses_of (@X3_kaplan_sd_D_c_asymptotic)).
Proof. kaplan_near. Qed.
Lemma instance_X3_kaplan_lambda_min_order : ltac:(hypotheses_of (@X3_kaplan_lambda_min_order)). Proof. kaplan4. Qed.
Lemma instance_X3_kaplan_sd_above : ltac:(hypotheses_of (@X3_kaplan_sd_above)). Proof. kaplan4. Qed.
Lemma instance_X3_kaplan_kappa_above : ltac:(hypotheses_of (@X3_kaplan_kappa_above)). Proof. kaplan4. Qed.
Lemma instance_X3_kaplan_eigenvalue_orders : ltac:(hypotheses_of (@X3_kaplan_eigenvalue_orders)). Proof. kaplan4. Qed.

(** X3, Droppo–Elibol; where a K or an estimator is asked for, in DroppoNumbers.v. *)
Lemma droppo_residual_pos : 0 < norm d5 (droppo_residual (fun i => i) 1 1 1 1 1 20 0 0 0 0 0 0).
Proof.
  apply (norm_pos _ _ 2 in5). unfold droppo_residual. pose proof cubed_log as H.
  rewrite (Rmult_0_l (Printed.droppo_elibol_d_alpha _ _ _ _ _ _ _ _)), !Rminus_0_r. rewrite Rminus_0_r in H.
  apply Rmult_integral_contrapositive. split; [apply Rgt_not_eq, Rpower_pos|].
  apply Rmult_integral_contrapositive. split; [auto|apply Rgt_not_eq, Rpower_pos].
Qed.
Ltac droppo := exists R, d5, (fun i => i), 1, 1, 1, 1, 1, 20, (4 * ln 2); met.
Lemma instance_X3_droppo_test_vector : ltac:(hypotheses_of (@X3_droppo_test_vector)).
Proof. exists R, d5, (fun i => i), 1, 1, 1, 1, 1, 20. met. exists 0, 0, 0, 0, 0, 0.06, 2. met. Qed.
Lemma instance_X3_droppo_image : ltac:(hypotheses_of (@X3_droppo_image)).
Proof. droppo. exists 0, 0, 0, 0, 0, 0.06. met. Qed.
Ltac droppo_near := droppo; exists 0, 0, 0, 0, 0; split; [exact droppo_residual_pos|]; half_of droppo_residual_pos.
Lemma instance_X3_droppo_lambda_min_asymptotic : ltac:(hypotheses_of (@X3_droppo_lambda_min_asymptotic)).
Proof. droppo_near. Qed.
Lemma instance_X3_droppo_kappa_asymptotic : ltac:(hypotheses_of (@X3_droppo_kappa_asymptotic)).
Proof. droppo_near. Qed.
Lemma instance_X3_droppo_sd_N_C_asymptotic : ltac:(hypotheses_of (@X3_droppo_sd_N_C_asymptotic)).
Proof. droppo_near. Qed.
Lemma instance_X3_droppo_sd_D_C_asymptotic : ltac:(hypotheses_of (@X3_droppo_sd_D_C_asymptotic)).
Proof. droppo_near. Qed.
