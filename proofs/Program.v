(** The formulas that run are the formulas proved about. generated/Printed.v is what the
    program prints of its laws; Printed.chinchilla and so on are its definitions.

    name                      ==  meaning
    program_LAW               ==  the printed loss is that of Laws.v
    program_LAW_reduced       ==  so is the printed reduced model
    program_LAW_d_PARAMETER   ==  the printed derivative is the derivative of the printed loss
    program_LAW_gradient      ==  all of them together (of repeated data: ProgramRepeated.v)
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
