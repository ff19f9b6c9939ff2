(** The formulas that run are the formulas proved about. generated/Printed.v is what the
    program prints of its laws; Printed.chinchilla and so on are its definitions.

    name                      ==  meaning
    program_LAW               ==  the printed loss is that of Laws.v
    program_LAW_reduced       ==  so is the printed reduced model
    program_LAW_d_PARAMETER   ==  the printed derivative is the derivative of the printed loss
    program_LAW_gradient      ==  all of them together
    program_LAW_psi, _twin    ==  the printed ψ and twins do what D2 and X9 say of them      *)

From Coq Require Import Reals Lra Psatz.
From Coquelicot Require Import Coquelicot.
From Offray Require Import Laws Reduced Twin.
From Offray.generated Require Printed.
Open Scope R_scope.

(** The laws. *)
Theorem program_chinchilla E A B α β N D :
  Printed.chinchilla E A B α β N D = chinchilla E A B α β N D.
Proof. unfold Printed.chinchilla, chinchilla, Rdiv. now rewrite !Rpower_Ropp. Qed.

Theorem program_kaplan N_c D_c α_N α_D N D :
  Printed.kaplan N_c D_c α_N α_D N D = kaplan N_c D_c α_N α_D N D.
Proof. reflexivity. Qed.

Theorem program_droppo_elibol L_inf N_C D_C α_N α_D α N D :
  Printed.droppo_elibol L_inf N_C D_C α_N α_D α N D = droppo_elibol L_inf N_C D_C α_N α_D α N D.
Proof. reflexivity. Qed.

Theorem program_interaction E A B F α β γ_N γ_D N D :
  Printed.interaction E A B F α β γ_N γ_D N D = interaction E A B F α β γ_N γ_D N D.
Proof.
  unfold Printed.interaction, interaction. rewrite !Rpower_Ropp. field.
  repeat split; apply Rgt_not_eq, Rpower_pos.
Qed.

Theorem program_repeated E A B α β R_N R_D N D U :
  Printed.repeated E A B α β R_N R_D N D U = repeated E A B α β R_N R_D N D U.
Proof.
  unfold Printed.repeated, repeated, chinchilla, effective_size, effective_data, unique_size,
    optimal_size, discounted. cbv zeta. now rewrite !Rpower_Ropp.
Qed.

(** N_opt at given parameters (the published ones), not at those of the law. *)
Theorem program_repeated_frozen E A B α β R_N R_D N D U :
  Printed.repeated_frozen E A B α β R_N R_D N D U
  = chinchilla E A B α β
      (discounted N (Rmin N (optimal_size 521 1488 (353 / 1000) (353 / 1000) (Rmin D U))) R_N)
      (effective_data R_D D U).
Proof.
  unfold Printed.repeated_frozen, chinchilla, effective_data, optimal_size, discounted. cbv zeta.
  replace (353 / 1000 * 521 / (353 / 1000 * 1488)) with (521 / 1488) by field.
  replace (1 / (353 / 1000 + 353 / 1000)) with (500 / 353) by field.
  replace (353 / 1000 / (353 / 1000)) with 1 by field.
  now rewrite (Rpower_Ropp _ α), (Rpower_Ropp _ β).
Qed.

Theorem program_chinchilla_reduced E ψ α N :
  Printed.chinchilla_reduced E ψ α N = chinchilla_reduced E ψ α N.
Proof. unfold Printed.chinchilla_reduced, chinchilla_reduced. now rewrite Rpower_Ropp. Qed.

Theorem program_repeated_reduced E ψ α N :
  Printed.repeated_reduced E ψ α N = chinchilla_reduced E ψ α N.
Proof. apply program_chinchilla_reduced. Qed.

Theorem program_interaction_reduced E ψ α N :
  Printed.interaction_reduced E ψ α N = chinchilla_reduced E ψ α N.
Proof. apply program_chinchilla_reduced. Qed.

Theorem program_kaplan_reduced ψ α_D N : Printed.kaplan_reduced ψ α_D N = kaplan_reduced ψ α_D N.
Proof. reflexivity. Qed.

Theorem program_droppo_elibol_reduced L_inf ψ γ α N :
  Printed.droppo_elibol_reduced L_inf ψ γ α N = droppo_elibol_reduced L_inf ψ γ α N.
Proof. unfold Printed.droppo_elibol_reduced, droppo_elibol_reduced. now rewrite Rpower_Ropp. Qed.

(** Derivatives. Every power is an exponential; what is left is field arithmetic in them. *)
Lemma exp_nonzero x : exp x <> 0.
Proof. apply Rgt_not_eq, exp_pos. Qed.

(** Splits conjunctions as written (a derivative is itself one, by definition). *)
Ltac each := lazymatch goal with |- _ /\ _ => split; [|each] | _ => idtac end.

(** e^(−y ln x) as 1/e^(y ln x), so that both spellings of a power agree. *)
Ltac one_sign := rewrite ?Ropp_mult_distr_l_reverse, ?exp_Ropp.

Ltac nonzero := repeat split; auto using exp_nonzero; try lra.

Lemma derive_as (f : R -> R) (x a b : R) : is_derive f x a -> a = b -> is_derive f x b.
Proof. now intros H <-. Qed.

Section Chinchilla.
Variables E A B α β N D : R.

Ltac derivative :=
  unfold Printed.chinchilla, Rpower; auto_derive; [nonzero|one_sign; field; nonzero].

Theorem program_chinchilla_gradient :
  is_derive (fun E => Printed.chinchilla E A B α β N D) E (Printed.chinchilla_d_E E A B α β N D)
  /\ is_derive (fun A => Printed.chinchilla E A B α β N D) A (Printed.chinchilla_d_A E A B α β N D)
  /\ is_derive (fun B => Printed.chinchilla E A B α β N D) B (Printed.chinchilla_d_B E A B α β N D)
  /\ is_derive (fun α => Printed.chinchilla E A B α β N D) α (Printed.chinchilla_d_alpha E A B α β N D)
  /\ is_derive (fun β => Printed.chinchilla E A B α β N D) β (Printed.chinchilla_d_beta E A B α β N D).
Proof.
  unfold Printed.chinchilla_d_E, Printed.chinchilla_d_A, Printed.chinchilla_d_B,
    Printed.chinchilla_d_alpha, Printed.chinchilla_d_beta.
  each; derivative.
Qed.
End Chinchilla.

Section Interaction.
Variables E A B F α β γ_N γ_D N D : R.
Local Notation L := Printed.interaction.

Theorem program_interaction_gradient :
  is_derive (fun E => L E A B F α β γ_N γ_D N D) E (Printed.interaction_d_E E A B F α β γ_N γ_D N D)
  /\ is_derive (fun A => L E A B F α β γ_N γ_D N D) A (Printed.interaction_d_A E A B F α β γ_N γ_D N D)
  /\ is_derive (fun B => L E A B F α β γ_N γ_D N D) B (Printed.interaction_d_B E A B F α β γ_N γ_D N D)
  /\ is_derive (fun F => L E A B F α β γ_N γ_D N D) F (Printed.interaction_d_F E A B F α β γ_N γ_D N D)
  /\ is_derive (fun α => L E A B F α β γ_N γ_D N D) α
       (Printed.interaction_d_alpha E A B F α β γ_N γ_D N D)
  /\ is_derive (fun β => L E A B F α β γ_N γ_D N D) β
       (Printed.interaction_d_beta E A B F α β γ_N γ_D N D)
  /\ is_derive (fun γ_N => L E A B F α β γ_N γ_D N D) γ_N
       (Printed.interaction_d_gamma_N E A B F α β γ_N γ_D N D)
  /\ is_derive (fun γ_D => L E A B F α β γ_N γ_D N D) γ_D
       (Printed.interaction_d_gamma_D E A B F α β γ_N γ_D N D).
Proof.
  unfold Printed.interaction_d_E, Printed.interaction_d_A, Printed.interaction_d_B,
    Printed.interaction_d_F, Printed.interaction_d_alpha, Printed.interaction_d_beta,
    Printed.interaction_d_gamma_N, Printed.interaction_d_gamma_D, L, Rpower.
  each; (auto_derive;
    [repeat split; try apply Rmult_integral_contrapositive_currified; nonzero|one_sign; field; nonzero]).
Qed.
End Interaction.

Section Kaplan.
Variables N_c D_c α_N α_D N D : R.
Hypotheses (HNc : 0 < N_c) (HDc : 0 < D_c) (HaD : 0 < α_D) (HN : 0 < N) (HD : 0 < D).

Theorem program_kaplan_gradient :
  is_derive (fun N_c => Printed.kaplan N_c D_c α_N α_D N D) N_c
    (Printed.kaplan_d_N_c N_c D_c α_N α_D N D)
  /\ is_derive (fun D_c => Printed.kaplan N_c D_c α_N α_D N D) D_c
    (Printed.kaplan_d_D_c N_c D_c α_N α_D N D)
  /\ is_derive (fun α_N => Printed.kaplan N_c D_c α_N α_D N D) α_N
    (Printed.kaplan_d_alpha_N N_c D_c α_N α_D N D)
  /\ is_derive (fun α_D => Printed.kaplan N_c D_c α_N α_D N D) α_D
    (Printed.kaplan_d_alpha_D N_c D_c α_N α_D N D).
Proof.
  Ltac same := unfold kaplan_j_N_c, kaplan_j_D_c, kaplan_j_alpha_N, kaplan_j_alpha_D, kaplan_W,
    kaplan_S, Printed.kaplan_d_N_c, Printed.kaplan_d_D_c, Printed.kaplan_d_alpha_N,
    Printed.kaplan_d_alpha_D, Rsqr; field; lra.
  each.
  - eapply derive_as; [now apply kaplan_d_N_c|same].
  - eapply derive_as; [now apply kaplan_d_D_c|same].
  - eapply derive_as; [now apply kaplan_d_alpha_N|same].
  - eapply derive_as; [now apply kaplan_d_alpha_D|same].
Qed.
End Kaplan.

(** A power steps up by one. *)
Lemma power_step x y : 0 < x -> exp (y * ln x) = x * exp ((y - 1) * ln x).
Proof.
  intros H. replace x with (exp (ln x)) at 2 by now apply exp_ln.
  rewrite <- exp_plus. f_equal. ring.
Qed.

Section DroppoElibol.
Variables L_inf N_C D_C α_N α_D α N D : R.
Hypotheses (HL : 0 < L_inf) (HNC : 0 < N_C) (HDC : 0 < D_C) (Ha : α <> 0) (HN : 0 < N) (HD : 0 < D).
Local Notation L := Printed.droppo_elibol.

Ltac derivative :=
  assert (0 < / N) by (now apply Rinv_0_lt_compat); assert (0 < / D) by (now apply Rinv_0_lt_compat);
  assert (0 < N_C * / N) by (now apply Rmult_lt_0_compat);
  assert (0 < D_C * / D) by (now apply Rmult_lt_0_compat);
  unfold Printed.droppo_elibol, Rpower, Rdiv; auto_derive;
  [ repeat split; auto; repeat apply Rplus_lt_0_compat; apply exp_pos
  | pose proof (power_step L_inf (1 * / α) HL) as Hstep;
    pose proof (exp_pos (1 * / α * ln L_inf)); pose proof (exp_pos (α_N * / α * ln (N_C * / N)));
    pose proof (exp_pos (α_D * / α * ln (D_C * / D)));
    rewrite ?Hstep in *;
    set (P := exp (α_N * / α * ln (N_C * / N))) in *;
    set (Q := exp (α_D * / α * ln (D_C * / D))) in *;
    set (M := exp ((1 * / α - 1) * ln L_inf)) in *;
    set (S := L_inf * M + P + Q) in *;
    assert (0 < S) by (unfold S; lra);
    rewrite (power_step S α) by auto;
    clearbody S P Q M; field; repeat split; auto; lra ].

Theorem program_droppo_elibol_gradient :
  is_derive (fun L_inf => L L_inf N_C D_C α_N α_D α N D) L_inf
    (Printed.droppo_elibol_d_L_inf L_inf N_C D_C α_N α_D α N D)
  /\ is_derive (fun N_C => L L_inf N_C D_C α_N α_D α N D) N_C
    (Printed.droppo_elibol_d_N_C L_inf N_C D_C α_N α_D α N D)
  /\ is_derive (fun D_C => L L_inf N_C D_C α_N α_D α N D) D_C
    (Printed.droppo_elibol_d_D_C L_inf N_C D_C α_N α_D α N D)
  /\ is_derive (fun α_N => L L_inf N_C D_C α_N α_D α N D) α_N
    (Printed.droppo_elibol_d_alpha_N L_inf N_C D_C α_N α_D α N D)
  /\ is_derive (fun α_D => L L_inf N_C D_C α_N α_D α N D) α_D
    (Printed.droppo_elibol_d_alpha_D L_inf N_C D_C α_N α_D α N D)
  /\ is_derive (fun α => L L_inf N_C D_C α_N α_D α N D) α
    (Printed.droppo_elibol_d_alpha L_inf N_C D_C α_N α_D α N D).
Proof.
  unfold Printed.droppo_elibol_d_L_inf, Printed.droppo_elibol_d_N_C, Printed.droppo_elibol_d_D_C,
    Printed.droppo_elibol_d_alpha_N, Printed.droppo_elibol_d_alpha_D, Printed.droppo_elibol_d_alpha.
  each; derivative.
Qed.
End DroppoElibol.

(** Repeated data: the derivatives go through N_opt, which is inside a minimum. *)
Section Repeated.
Variables N D U : R.
Hypotheses (HN : 0 < N) (HD : 0 < D) (HU : 0 < U).

Lemma min_derive (f : R -> R) (x d : R) : is_derive f x d -> N <> f x ->
  is_derive (fun y => Rmin N (f y)) x (if Rle_dec N (f x) then 0 else d).
Proof.
  intros H Hx.
  assert (C : continuous f x) by (apply (ex_derive_continuous f); now exists d).
  destruct (Rle_dec N (f x)) as [Hle|Hle].
  - apply (is_derive_ext_loc (fun _ => N)); [|apply (is_derive_const N)].
    apply (filter_imp (fun y => N < f y)).
    + intros y Hy. rewrite Rmin_left; lra.
    + apply (C (fun z => N < z)). apply (open_gt N). simpl; lra.
  - apply (is_derive_ext_loc f); auto.
    apply (filter_imp (fun y => f y < N)).
    + intros y Hy. rewrite Rmin_right; lra.
    + apply (C (fun z => z < N)). apply (open_lt N). simpl; lra.
Qed.

(** The factor by which a size counts. *)
Lemma factor_pos x u r : 0 < u -> u <= x -> 0 < r -> 0 < 1 + r * (1 - exp (- ((x / u - 1) / r))).
Proof.
  intros Hu Hx Hr.
  assert (1 <= x / u) by (apply Rmult_le_reg_r with u; auto; field_simplify; lra).
  assert (0 <= (x / u - 1) / r) by (apply Rmult_le_pos; [lra|left; now apply Rinv_0_lt_compat]).
  assert (exp (- ((x / u - 1) / r)) <= 1).
  { apply Rle_trans with (exp 0); [|rewrite exp_0; lra].
    destruct (Req_dec ((x / u - 1) / r) 0) as [E|E].
    - rewrite E, Ropp_0. lra.
    - left. apply exp_increasing. lra. }
  nra.
Qed.

(** One rule for every parameter that N_opt depends on. *)
Lemma repeated_rule (a u p b q : R -> R) (x da du dp db dq E r w : R) :
  is_derive a x da -> is_derive u x du -> is_derive p x dp -> is_derive b x db -> is_derive q x dq ->
  0 < u x -> u x <= N -> 0 < r -> 0 < w ->
  let t4 := exp (- ((N / u x - 1) / r)) in
  let t5 := 1 + r * (1 - t4) in
  let V := u x * t5 in
  is_derive (fun x => E + a x * Rpower (u x * (1 + r * (1 - exp (- ((N / u x - 1) / r))))) (- p x)
                      + b x * Rpower w (- q x)) x
    (da / Rpower V (p x)
     - a x * (dp * ln V + p x * (du * (t5 - N * t4 / u x)) / V) / Rpower V (p x)
     + db / Rpower w (q x) - b x * dq * ln w / Rpower w (q x)).
Proof.
  intros Ha Hu Hp Hb Hq Hu0 HuN Hr Hw t4 t5 V.
  assert (H5 : 0 < t5) by (apply factor_pos; auto).
  assert (HV : 0 < V) by (now apply Rmult_lt_0_compat).
  unfold Rpower, Rdiv. auto_derive.
  - repeat split; try (now exists da); try (now exists du); try (now exists dp);
      try (now exists db); try (now exists dq); auto using exp_nonzero; try lra.
  - replace (Derive (fun x => a x) x) with da by (symmetry; now apply is_derive_unique).
    replace (Derive (fun x => u x) x) with du by (symmetry; now apply is_derive_unique).
    replace (Derive (fun x => p x) x) with dp by (symmetry; now apply is_derive_unique).
    replace (Derive (fun x => b x) x) with db by (symmetry; now apply is_derive_unique).
    replace (Derive (fun x => q x) x) with dq by (symmetry; now apply is_derive_unique).
    change (exp (- ((N * / u x + - (1)) * / r))) with t4.
    change (1 + r * (1 + - t4)) with t5. change (u x * t5) with V.
    one_sign. pose proof (exp_nonzero (p x * ln V)). pose proof (exp_nonzero (q x * ln w)).
    unfold V in *. clearbody t4. unfold t5 in *. field. repeat split; auto; lra.
Qed.

(** N_opt by its four parameters. *)
Variables E A B α β R_N R_D : R.
Hypotheses (HA : 0 < A) (HB : 0 < B) (Hα : 0 < α) (Hβ : 0 < β) (HRN : 0 < R_N) (HRD : 0 < R_D).
Let M := Rmin D U.
Let opt (A B α β : R) : R := optimal_size A B α β M.
Let ratio := α * A / (β * B).
Let G := Rpower ratio (1 / (α + β)).
Let w := M * (1 + R_D * (1 - exp (- ((D / M - 1) / R_D)))).

Lemma M_pos : 0 < M.
Proof. unfold M. now apply Rmin_glb_lt. Qed.

Ltac size_derivative :=
  pose proof M_pos as HM; clearbody M; clear w G opt; subst ratio;
  assert (HaA : 0 < α * A) by (now apply Rmult_lt_0_compat);
  assert (HbB : 0 < β * B) by (now apply Rmult_lt_0_compat);
  assert (Hr : 0 < α * A * / (β * B)) by (apply Rmult_lt_0_compat; auto; now apply Rinv_0_lt_compat);
  unfold optimal_size, Rpower, Rdiv; cbv zeta; auto_derive;
  [ repeat split; auto; try lra; try (apply Rmult_lt_0_compat; auto; apply exp_pos)
  | set (g := exp (1 * / (α + β) * ln (α * A * / (β * B)))) in *;
    assert (0 < g) by apply exp_pos; set (h := exp (β * / α * ln (M * g))) in *;
    clearbody g h; field; repeat split; lra ].

Lemma size_d_A : is_derive (fun A => opt A B α β) A (opt A B α β * (1 + β / α) / (A * (α + β))).
Proof. unfold opt. size_derivative. Qed.
Lemma size_d_B : is_derive (fun B => opt A B α β) B (- (opt A B α β * (1 + β / α) / (B * (α + β)))).
Proof. unfold opt. size_derivative. Qed.
Lemma size_d_alpha : is_derive (fun α => opt A B α β) α
  (let t := 1 / (α * (α + β)) - ln ratio / (α + β) ^ 2 in
   opt A B α β * (t + β * (t / α - ln (M * G) / α ^ 2))).
Proof. unfold opt, G, ratio. size_derivative. Qed.
Lemma size_d_beta : is_derive (fun β => opt A B α β) β
  (let t := 1 / (β * (α + β)) + ln ratio / (α + β) ^ 2 in
   opt A B α β * ((ln (M * G) - β * t) / α - t)).
Proof. unfold opt, G, ratio. size_derivative. Qed.

Local Notation L := Printed.repeated.
Hypothesis Hkink : N <> opt A B α β.

(** The rule at one parameter; what remains is that the two spellings agree. *)
Ltac apply_rule a o p b q x da dp db dq Hd :=
  eapply derive_as;
  [ lazymatch type of Hd with is_derive _ _ ?du =>
      apply (repeated_rule a (fun y => Rmin N (o y)) p b q x da du dp db dq E R_N w) end;
    first [exact Hd | assumption | apply (is_derive_const (V := R_NormedModule)) | apply (is_derive_id (K := R_AbsRing)) | idtac]
  | cbv beta ].

Ltac same_slope :=
  cbv zeta; fold M w;
  change (Rpower (α * A / (β * B)) (1 / (α + β)) *
          Rpower (M * Rpower (α * A / (β * B)) (1 / (α + β))) (β / α)) with (opt A B α β);
  set (t2 := opt A B α β) in *; set (u := Rmin N t2) in *;
  destruct (Rle_dec N t2);
  set (t4 := exp (- ((N / u - 1) / R_N))) in *;
  pose proof (exp_nonzero (α * ln (u * (1 + R_N * (1 - t4)))));
  pose proof (exp_nonzero (β * ln w)); unfold G, ratio, Rpower;
  clearbody t4 u w t2; field; repeat split; auto; lra.

Theorem program_repeated_gradient :
  is_derive (fun E => L E A B α β R_N R_D N D U) E (Printed.repeated_d_E E A B α β R_N R_D N D U)
  /\ is_derive (fun A => L E A B α β R_N R_D N D U) A (Printed.repeated_d_A E A B α β R_N R_D N D U)
  /\ is_derive (fun B => L E A B α β R_N R_D N D U) B (Printed.repeated_d_B E A B α β R_N R_D N D U)
  /\ is_derive (fun α => L E A B α β R_N R_D N D U) α
       (Printed.repeated_d_alpha E A B α β R_N R_D N D U)
  /\ is_derive (fun β => L E A B α β R_N R_D N D U) β
       (Printed.repeated_d_beta E A B α β R_N R_D N D U)
  /\ is_derive (fun R_N => L E A B α β R_N R_D N D U) R_N
       (Printed.repeated_d_R_N_star E A B α β R_N R_D N D U)
  /\ is_derive (fun R_D => L E A B α β R_N R_D N D U) R_D
       (Printed.repeated_d_R_D_star E A B α β R_N R_D N D U).
Proof.
  pose proof M_pos as HM.
  assert (Hopt : 0 < opt A B α β)
    by (unfold opt, optimal_size; cbv zeta; apply Rmult_lt_0_compat; apply Rpower_pos).
  assert (Hu : 0 < Rmin N (opt A B α β)) by (now apply Rmin_glb_lt).
  assert (HuN : Rmin N (opt A B α β) <= N) by apply Rmin_l.
  assert (Hw : 0 < w)
    by (apply Rmult_lt_0_compat; auto; apply factor_pos; auto; apply Rmin_l).
  assert (H5 := factor_pos N (Rmin N (opt A B α β)) R_N Hu HuN HRN).
  assert (H6 := factor_pos D M R_D HM (Rmin_l _ _) HRD).
  each.
  - apply (derive_as _ _ 1); [|reflexivity]. unfold L. auto_derive; auto.
  - pose proof (min_derive _ _ _ size_d_A Hkink) as Hd. apply_rule (fun A : R => A) (fun A => opt A B α β) (fun _ : R => α) (fun _ : R => B) (fun _ : R => β) A 1 0 0 0 Hd.
    unfold Printed.repeated_d_A. same_slope.
  - pose proof (min_derive _ _ _ size_d_B Hkink) as Hd. apply_rule (fun _ : R => A) (fun B => opt A B α β) (fun _ : R => α) (fun B : R => B) (fun _ : R => β) B 0 0 1 0 Hd.
    unfold Printed.repeated_d_B. same_slope.
  - pose proof (min_derive _ _ _ size_d_alpha Hkink) as Hd. apply_rule (fun _ : R => A) (fun α => opt A B α β) (fun α : R => α) (fun _ : R => B) (fun _ : R => β) α 0 1 0 0 Hd.
    unfold Printed.repeated_d_alpha. same_slope.
  - pose proof (min_derive _ _ _ size_d_beta Hkink) as Hd. apply_rule (fun _ : R => A) (fun β => opt A B α β) (fun _ : R => α) (fun _ : R => B) (fun β : R => β) β 0 0 0 1 Hd.
    unfold Printed.repeated_d_beta. same_slope.
  - unfold L, Printed.repeated, Printed.repeated_d_R_N_star. cbv zeta. fold M w.
    change (Rpower (α * A / (β * B)) (1 / (α + β)) *
            Rpower (M * Rpower (α * A / (β * B)) (1 / (α + β))) (β / α)) with (opt A B α β).
    set (u := Rmin N (opt A B α β)) in *. clearbody u w.
    pose proof (exp_nonzero (β * ln w)). unfold Rpower.
    assert (Hv := Rmult_lt_0_compat _ _ Hu H5).
    pose proof (exp_nonzero (α * ln (u * (1 + R_N * (1 - exp (- ((N / u - 1) / R_N))))))).
    auto_derive; [repeat split; auto using exp_nonzero; lra|].
    unfold Rdiv, Rminus in *. rewrite ?Ropp_mult_distr_l_reverse, ?(exp_Ropp (_ * ln _)).
    set (t4 := exp (- ((N * / u + - (1)) * / R_N))) in *.
    set (P := exp (α * ln (u * (1 + R_N * (1 + - t4))))) in *.
    clearbody P t4. field. repeat split; auto; lra.
  - unfold L, Printed.repeated, Printed.repeated_d_R_D_star. cbv zeta. fold M.
    set (c := A * Rpower _ (- α)). clearbody c. unfold Rpower. unfold w in *. clearbody M.
    pose proof (exp_nonzero (β * ln (M * (1 + R_D * (1 - exp (- ((D / M - 1) / R_D))))))).
    auto_derive; [repeat split; auto using exp_nonzero; lra|].
    unfold Rdiv, Rminus in *. rewrite ?Ropp_mult_distr_l_reverse, ?(exp_Ropp (_ * ln _)).
    set (t4 := exp (- ((D * / M + - (1)) * / R_D))) in *.
    set (P := exp (β * ln (M * (1 + R_D * (1 + - t4))))) in *.
    clearbody P t4. field. repeat split; auto; lra.
Qed.
End Repeated.

(** With N_opt held fixed. *)
Section Frozen.
Variables E A B α β R_N R_D N D U : R.
Hypotheses (HN : 0 < N) (HD : 0 < D) (HU : 0 < U) (HRN : 0 < R_N) (HRD : 0 < R_D).
Local Notation L := Printed.repeated_frozen.
Let M := Rmin D U.
Let fixed := Rpower (521 / 1488) (1000 / 353) * M.

Lemma fixed_size :
  Rpower (521 / 1488) (500 / 353) * Rpower (M * Rpower (521 / 1488) (500 / 353)) 1 = fixed.
Proof.
  assert (0 < M) by (unfold M; now apply Rmin_glb_lt).
  rewrite Rpower_1 by (apply Rmult_lt_0_compat; auto; apply Rpower_pos). unfold fixed.
  replace (1000 / 353) with (500 / 353 + 500 / 353) by field. rewrite Rpower_plus. ring.
Qed.

Theorem program_repeated_frozen_gradient :
  is_derive (fun E => L E A B α β R_N R_D N D U) E
    (Printed.repeated_frozen_d_E E A B α β R_N R_D N D U)
  /\ is_derive (fun A => L E A B α β R_N R_D N D U) A
    (Printed.repeated_frozen_d_A E A B α β R_N R_D N D U)
  /\ is_derive (fun B => L E A B α β R_N R_D N D U) B
    (Printed.repeated_frozen_d_B E A B α β R_N R_D N D U)
  /\ is_derive (fun α => L E A B α β R_N R_D N D U) α
    (Printed.repeated_frozen_d_alpha E A B α β R_N R_D N D U)
  /\ is_derive (fun β => L E A B α β R_N R_D N D U) β
    (Printed.repeated_frozen_d_beta E A B α β R_N R_D N D U)
  /\ is_derive (fun R_N => L E A B α β R_N R_D N D U) R_N
    (Printed.repeated_frozen_d_R_N_star E A B α β R_N R_D N D U)
  /\ is_derive (fun R_D => L E A B α β R_N R_D N D U) R_D
    (Printed.repeated_frozen_d_R_D_star E A B α β R_N R_D N D U).
Proof.
  assert (HM : 0 < M) by (unfold M; now apply Rmin_glb_lt).
  assert (Hf : 0 < fixed) by (apply Rmult_lt_0_compat; auto; apply Rpower_pos).
  assert (Hu : 0 < Rmin N fixed) by (now apply Rmin_glb_lt).
  assert (H5 := factor_pos N (Rmin N fixed) R_N Hu (Rmin_l _ _) HRN).
  assert (H6 := factor_pos D M R_D HM (Rmin_l _ _) HRD).
  unfold L, Printed.repeated_frozen, Printed.repeated_frozen_d_E, Printed.repeated_frozen_d_A,
    Printed.repeated_frozen_d_B, Printed.repeated_frozen_d_alpha, Printed.repeated_frozen_d_beta,
    Printed.repeated_frozen_d_R_N_star, Printed.repeated_frozen_d_R_D_star.
  fold M. fold fixed. rewrite fixed_size. set (u := Rmin N fixed) in *. clearbody u M. clear fixed Hf.
  assert (Hv := Rmult_lt_0_compat _ _ Hu H5). assert (Hw := Rmult_lt_0_compat _ _ HM H6).
  unfold Rpower.
  each; (auto_derive; [repeat split; auto using exp_nonzero; lra|];
    unfold Rdiv, Rminus in *; rewrite ?Ropp_mult_distr_l_reverse, ?(exp_Ropp (_ * ln _));
    set (t4 := exp (- ((N * / u + - (1)) * / R_N))) in *;
    set (t5 := exp (- ((D * / M + - (1)) * / R_D))) in *;
    set (P := exp (α * ln (u * (1 + R_N * (1 + - t4))))) in *;
    set (Q := exp (β * ln (M * (1 + R_D * (1 + - t5))))) in *;
    assert (0 < P) by apply exp_pos; assert (0 < Q) by apply exp_pos;
    clearbody P Q t4 t5; field; repeat split; auto; lra).
Qed.
End Frozen.

(** The reduced models. *)
Theorem program_chinchilla_reduced_gradient E ψ α N :
  is_derive (fun E => Printed.chinchilla_reduced E ψ α N) E (Printed.chinchilla_reduced_d_E E ψ α N)
  /\ is_derive (fun ψ => Printed.chinchilla_reduced E ψ α N) ψ
    (Printed.chinchilla_reduced_d_psi E ψ α N)
  /\ is_derive (fun α => Printed.chinchilla_reduced E ψ α N) α
    (Printed.chinchilla_reduced_d_alpha E ψ α N).
Proof.
  unfold Printed.chinchilla_reduced_d_E, Printed.chinchilla_reduced_d_psi,
    Printed.chinchilla_reduced_d_alpha, Printed.chinchilla_reduced, Rpower.
  each; (auto_derive; [nonzero|one_sign; field; nonzero]).
Qed.

Theorem program_kaplan_reduced_gradient ψ α_D N : 0 < ψ -> 0 < N ->
  is_derive (fun ψ => Printed.kaplan_reduced ψ α_D N) ψ (Printed.kaplan_reduced_d_psi ψ α_D N)
  /\ is_derive (fun α_D => Printed.kaplan_reduced ψ α_D N) α_D
    (Printed.kaplan_reduced_d_alpha_D ψ α_D N).
Proof.
  intros Hψ HN. assert (0 < ψ * / N) by (apply Rmult_lt_0_compat; auto; now apply Rinv_0_lt_compat).
  unfold Printed.kaplan_reduced_d_psi, Printed.kaplan_reduced_d_alpha_D, Printed.kaplan_reduced,
    Rpower, Rdiv.
  each; (auto_derive; [nonzero|field; nonzero]).
Qed.

Theorem program_droppo_elibol_reduced_gradient L_inf ψ γ α N :
  0 < L_inf -> 0 < ψ -> α <> 0 ->
  is_derive (fun L_inf => Printed.droppo_elibol_reduced L_inf ψ γ α N) L_inf
    (Printed.droppo_elibol_reduced_d_L_inf L_inf ψ γ α N)
  /\ is_derive (fun ψ => Printed.droppo_elibol_reduced L_inf ψ γ α N) ψ
    (Printed.droppo_elibol_reduced_d_psi L_inf ψ γ α N)
  /\ is_derive (fun γ => Printed.droppo_elibol_reduced L_inf ψ γ α N) γ
    (Printed.droppo_elibol_reduced_d_gamma L_inf ψ γ α N)
  /\ is_derive (fun α => Printed.droppo_elibol_reduced L_inf ψ γ α N) α
    (Printed.droppo_elibol_reduced_d_alpha L_inf ψ γ α N).
Proof.
  intros HL Hψ Ha.
  unfold Printed.droppo_elibol_reduced_d_L_inf, Printed.droppo_elibol_reduced_d_psi,
    Printed.droppo_elibol_reduced_d_gamma, Printed.droppo_elibol_reduced_d_alpha,
    Printed.droppo_elibol_reduced, Rpower, Rdiv.
  pose proof (exp_pos (1 * / α * ln L_inf)). pose proof (exp_pos (γ * ln N)).
  pose proof (exp_pos (- γ * ln N)) as Hn.
  assert (0 < ψ * exp (- γ * ln N)) by (now apply Rmult_lt_0_compat).
  assert (0 < exp (1 * / α * ln L_inf) + ψ * exp (- γ * ln N)) by lra.
  assert (Hinv : / exp (γ * ln N) = exp (- γ * ln N))
    by (now rewrite Ropp_mult_distr_l_reverse, exp_Ropp).
  pose proof (power_step L_inf (1 * / α) HL) as Hstep.
  each; (auto_derive; [repeat split; auto using exp_nonzero; lra|];
    rewrite ?Hstep, ?Hinv in *;
    set (P := exp (- γ * ln N)) in *; set (Q := exp ((1 * / α - 1) * ln L_inf)) in *;
    set (S := L_inf * Q + ψ * P) in *; rewrite ?(power_step S α) by auto;
    set (S1 := exp ((α - 1) * ln S)) in *; set (s := ln S) in *;
    clearbody S1 s; clearbody S; clearbody P Q; field; repeat split; auto; lra).
Qed.

(** ψ: what a ray leaves, in the program's own words. *)
Theorem program_chinchilla_psi E A B α k N : 0 < k -> 0 < N ->
  Printed.chinchilla E A B α α N (k * N)
  = Printed.chinchilla_reduced E (Printed.chinchilla_psi E A B α α k) α N.
Proof.
  intros. rewrite program_chinchilla, program_chinchilla_reduced, D2_chinchilla by auto.
  unfold Printed.chinchilla_psi. now rewrite Rpower_Ropp.
Qed.

Theorem program_kaplan_psi N_c D_c a k N : 0 < N_c -> 0 < k -> 0 < N -> a <> 0 ->
  Printed.kaplan N_c D_c a a N (k * N)
  = Printed.kaplan_reduced (Printed.kaplan_psi N_c D_c a a k) a N.
Proof. apply D2_kaplan. Qed.

Theorem program_droppo_elibol_psi L_inf N_C D_C a α k N : 0 < N_C -> 0 < D_C -> 0 < k -> 0 < N ->
  Printed.droppo_elibol L_inf N_C D_C a a α N (k * N)
  = Printed.droppo_elibol_reduced L_inf (Printed.droppo_elibol_psi L_inf N_C D_C a a α k) (a / α) α N.
Proof.
  intros. rewrite program_droppo_elibol, program_droppo_elibol_reduced. now apply D2_droppo_elibol.
Qed.

Theorem program_interaction_psi E A B F γ_N γ_D k N : 0 < k -> 0 < N ->
  let α := γ_N + γ_D in
  Printed.interaction E A B F α α γ_N γ_D N (k * N)
  = Printed.interaction_reduced E (Printed.interaction_psi E A B F α α γ_N γ_D k) α N.
Proof.
  intros Hk HN α. rewrite program_interaction, program_interaction_reduced.
  unfold α. rewrite D2_interaction by auto. unfold Printed.interaction_psi. now rewrite !Rpower_Ropp.
Qed.

(** Twins: the same loss at every size of the ray. *)
Theorem program_chinchilla_twin E A B α β k N : 0 < k -> 0 < N ->
  Printed.chinchilla (Printed.chinchilla_twin_E E A B α β k) (Printed.chinchilla_twin_A E A B α β k)
    (Printed.chinchilla_twin_B E A B α β k) (Printed.chinchilla_twin_alpha E A B α β k)
    (Printed.chinchilla_twin_beta E A B α β k) N (k * N)
  = Printed.chinchilla E A B α β N (k * N).
Proof.
  intros Hk HN. transitivity (chinchilla E A B α β N (k * N)); [|symmetry; apply program_chinchilla].
  rewrite program_chinchilla, <- (X9_chinchilla_twin k N Hk HN E A B α β). f_equal.
  unfold Printed.chinchilla_twin_A. now rewrite ?Rpower_Ropp.
Qed.

Theorem program_droppo_elibol_twin L_inf N_C D_C α_N α_D α k N :
  0 < k -> 0 < N -> 0 < N_C -> 0 < D_C ->
  let twin f := f L_inf N_C D_C α_N α_D α k in
  Printed.droppo_elibol (twin Printed.droppo_elibol_twin_L_inf) (twin Printed.droppo_elibol_twin_N_C)
    (twin Printed.droppo_elibol_twin_D_C) (twin Printed.droppo_elibol_twin_alpha_N)
    (twin Printed.droppo_elibol_twin_alpha_D) (twin Printed.droppo_elibol_twin_alpha) N (k * N)
  = Printed.droppo_elibol L_inf N_C D_C α_N α_D α N (k * N).
Proof. intros. now apply X9_droppo_elibol_twin. Qed.

(** Interaction: all five permutations that are not the identity. *)
Theorem program_interaction_twins E A B F α β γ_N γ_D k N : 0 < k -> 0 < N ->
  let put f := f E A B F α β γ_N γ_D k in
  let same a b c d e f g h :=
    Printed.interaction (put a) (put b) (put c) (put d) (put e) (put f) (put g) (put h) N (k * N)
    = Printed.interaction E A B F α β γ_N γ_D N (k * N) in
  same Printed.interaction_twin_E Printed.interaction_twin_A Printed.interaction_twin_B
    Printed.interaction_twin_F Printed.interaction_twin_alpha Printed.interaction_twin_beta
    Printed.interaction_twin_gamma_N Printed.interaction_twin_gamma_D
  /\ same Printed.interaction_twin_2_E Printed.interaction_twin_2_A Printed.interaction_twin_2_B
    Printed.interaction_twin_2_F Printed.interaction_twin_2_alpha Printed.interaction_twin_2_beta
    Printed.interaction_twin_2_gamma_N Printed.interaction_twin_2_gamma_D
  /\ same Printed.interaction_twin_3_E Printed.interaction_twin_3_A Printed.interaction_twin_3_B
    Printed.interaction_twin_3_F Printed.interaction_twin_3_alpha Printed.interaction_twin_3_beta
    Printed.interaction_twin_3_gamma_N Printed.interaction_twin_3_gamma_D
  /\ same Printed.interaction_twin_4_E Printed.interaction_twin_4_A Printed.interaction_twin_4_B
    Printed.interaction_twin_4_F Printed.interaction_twin_4_alpha Printed.interaction_twin_4_beta
    Printed.interaction_twin_4_gamma_N Printed.interaction_twin_4_gamma_D
  /\ same Printed.interaction_twin_5_E Printed.interaction_twin_5_A Printed.interaction_twin_5_B
    Printed.interaction_twin_5_F Printed.interaction_twin_5_alpha Printed.interaction_twin_5_beta
    Printed.interaction_twin_5_gamma_N Printed.interaction_twin_5_gamma_D.
Proof.
  intros Hk HN put same. unfold same, put.
  cbv [Printed.interaction_twin_E Printed.interaction_twin_A Printed.interaction_twin_B
    Printed.interaction_twin_F Printed.interaction_twin_alpha Printed.interaction_twin_beta
    Printed.interaction_twin_gamma_N Printed.interaction_twin_gamma_D
    Printed.interaction_twin_2_E Printed.interaction_twin_2_A Printed.interaction_twin_2_B
    Printed.interaction_twin_2_F Printed.interaction_twin_2_alpha Printed.interaction_twin_2_beta
    Printed.interaction_twin_2_gamma_N Printed.interaction_twin_2_gamma_D
    Printed.interaction_twin_3_E Printed.interaction_twin_3_A Printed.interaction_twin_3_B
    Printed.interaction_twin_3_F Printed.interaction_twin_3_alpha Printed.interaction_twin_3_beta
    Printed.interaction_twin_3_gamma_N Printed.interaction_twin_3_gamma_D
    Printed.interaction_twin_4_E Printed.interaction_twin_4_A Printed.interaction_twin_4_B
    Printed.interaction_twin_4_F Printed.interaction_twin_4_alpha Printed.interaction_twin_4_beta
    Printed.interaction_twin_4_gamma_N Printed.interaction_twin_4_gamma_D
    Printed.interaction_twin_5_E Printed.interaction_twin_5_A Printed.interaction_twin_5_B
    Printed.interaction_twin_5_F Printed.interaction_twin_5_alpha Printed.interaction_twin_5_beta
    Printed.interaction_twin_5_gamma_N Printed.interaction_twin_5_gamma_D].
  unfold Printed.interaction.
  (* Everything over k, N and the exponents, as exponentials of one sum each. *)
  each;
    (rewrite ?Rpower_Ropp, ?(Rpower_mult_base k N) by auto; unfold Rpower, Rdiv;
     rewrite ?Rmult_plus_distr_r, ?Rmult_minus_distr_r; unfold Rminus;
     rewrite ?exp_plus, ?exp_Ropp, <- ?Ropp_mult_distr_l, ?exp_Ropp; field; nonzero).
Qed.
