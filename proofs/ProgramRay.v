(** What the program prints of its laws beyond loss and derivatives, on a ray D = k N.

    name                       ==  meaning
    program_LAW_gap            ==  gap and exponent on k are those of the law's own columns:
                                   j_B = c k^−ray_exponent N^gap j_A, c free of k and N
    program_LAW_ray_exponent   ==  the reduced model has the exponent on k of its law at zero gap
    program_repeated_…_psi     ==  ψ of the laws of repeated data, on a ray of effective sizes
    program_repeated_…_twin    ==  the twin of the one with N_opt held fixed, on such a ray
    program_LAW_reduced_…      ==  the derivatives of the reduced models that Program.v leaves out *)

From Coq Require Import Reals Lra Psatz.
From Coquelicot Require Import Coquelicot.
From Offray Require Import Laws Reduced Twin Program.
From Offray.generated Require Printed.
Open Scope R_scope.

(** 1/(k N)^b against 1/N^a, and the same with a quotient inside the power. *)
Lemma inverse_power_ratio k N a b : 0 < k -> 0 < N ->
  1 / Rpower (k * N) b = Rpower k (- b) * Rpower N (a - b) * (1 / Rpower N a).
Proof.
  intros. unfold Rdiv, Rminus. rewrite !Rmult_1_l, <- !Rpower_Ropp, Rpower_mult_base by auto.
  rewrite Rmult_assoc, <- Rpower_plus. do 2 f_equal. ring.
Qed.

Lemma quotient_power_ratio P Q k N a b : 0 < P -> 0 < Q -> 0 < k -> 0 < N ->
  Rpower (Q / (k * N)) b
  = Rpower Q b * Rpower P (- a) * (Rpower k (- b) * Rpower N (a - b)) * Rpower (P / N) a.
Proof.
  intros. rewrite !Rpower_div by (auto; now apply Rmult_lt_0_compat).
  rewrite (Rpower_mult_base k N) by auto.
  replace (a - b) with (a + - b) by ring. rewrite Rpower_plus.
  transitivity (Rpower Q b * (Rpower k (- b) * Rpower N (- b))
    * (Rpower P (- a) * Rpower P a) * (Rpower N (- a) * Rpower N a)); [|ring].
  rewrite !Rpower_cancel. ring.
Qed.

Theorem program_chinchilla_gap E A B α β k N : 0 < k -> 0 < N ->
  Printed.chinchilla_d_B E A B α β N (k * N)
  = Rpower k (- Printed.chinchilla_ray_exponent E A B α β)
    * Rpower N (Printed.chinchilla_gap E A B α β) * Printed.chinchilla_d_A E A B α β N (k * N).
Proof. apply inverse_power_ratio. Qed.

Theorem program_kaplan_gap N_c D_c α_N α_D k N :
  0 < N_c -> 0 < k -> 0 < N -> α_N <> 0 -> α_D <> 0 ->
  Printed.kaplan_d_D_c N_c D_c α_N α_D N (k * N)
  = α_D / α_N * Rpower N_c (1 - α_N / α_D)
    * (Rpower k (- Printed.kaplan_ray_exponent N_c D_c α_N α_D)
       * Rpower N (Printed.kaplan_gap N_c D_c α_N α_D)) * Printed.kaplan_d_N_c N_c D_c α_N α_D N (k * N).
Proof.
  intros HNc Hk HN Ha Hd.
  unfold Printed.kaplan_d_D_c, Printed.kaplan_d_N_c, Printed.kaplan_ray_exponent, Printed.kaplan_gap.
  set (W := Rpower _ (α_D - 1)). set (r := α_N / α_D).
  pose proof (quotient_power_ratio N_c 1 k N r 1 HNc Rlt_0_1 Hk HN) as H.
  rewrite Rpower_1, (Rpower_1 1) in H by (auto using Rlt_0_1; apply Rdiv_lt_0_compat; auto using Rlt_0_1;
    now apply Rmult_lt_0_compat).
  replace (1 - r) with (1 + - r) by ring. rewrite Rpower_plus, (Rpower_1 N_c) by auto.
  transitivity (α_D * W * (1 / (k * N))); [field; lra|].
  rewrite H. field. auto using Rgt_not_eq.
Qed.

Theorem program_droppo_elibol_gap L_inf N_C D_C α_N α_D α k N :
  0 < N_C -> 0 < D_C -> 0 < k -> 0 < N -> α_N <> 0 -> α <> 0 ->
  Printed.droppo_elibol_d_D_C L_inf N_C D_C α_N α_D α N (k * N)
  = α_D * N_C / (α_N * D_C) * Rpower D_C (α_D / α) * Rpower N_C (- (α_N / α))
    * (Rpower k (- Printed.droppo_elibol_ray_exponent L_inf N_C D_C α_N α_D α)
       * Rpower N (Printed.droppo_elibol_gap L_inf N_C D_C α_N α_D α))
    * Printed.droppo_elibol_d_N_C L_inf N_C D_C α_N α_D α N (k * N).
Proof.
  intros HNC HDC Hk HN Ha Hα.
  unfold Printed.droppo_elibol_d_D_C, Printed.droppo_elibol_d_N_C,
    Printed.droppo_elibol_ray_exponent, Printed.droppo_elibol_gap.
  set (W := Rpower _ (α - 1)).
  replace ((α_N - α_D) / α) with (α_N / α - α_D / α) by (field; auto).
  rewrite (quotient_power_ratio N_C D_C k N (α_N / α) (α_D / α)) by auto.
  field. auto using Rgt_not_eq.
Qed.

Theorem program_interaction_gap E A B F α β γ_N γ_D k N : 0 < k -> 0 < N ->
  let of f := f E A B F α β γ_N γ_D in
  let at_run f := f E A B F α β γ_N γ_D N (k * N) in
  at_run Printed.interaction_d_B
  = Rpower k (- of Printed.interaction_ray_exponent) * Rpower N (of Printed.interaction_gap)
    * at_run Printed.interaction_d_A
  /\ at_run Printed.interaction_d_F
     = Rpower k (- γ_D) * Rpower N (of Printed.interaction_gap_2) * at_run Printed.interaction_d_A
  /\ at_run Printed.interaction_d_F
     = Rpower k (β - γ_D) * Rpower N (of Printed.interaction_gap_3) * at_run Printed.interaction_d_B.
Proof.
  intros Hk HN of at_run. unfold of, at_run.
  unfold Printed.interaction_d_A, Printed.interaction_d_B, Printed.interaction_d_F,
    Printed.interaction_ray_exponent, Printed.interaction_gap, Printed.interaction_gap_2,
    Printed.interaction_gap_3.
  split; [now apply inverse_power_ratio|].
  unfold Rdiv, Rminus.
  rewrite !Rmult_1_l, !Rinv_mult, <- !Rpower_Ropp, !Rpower_mult_base, !Rpower_plus by auto.
  split.
  - transitivity (Rpower N (- γ_N) * (Rpower k (- γ_D) * Rpower N (- γ_D)) * (Rpower N (- α) * Rpower N α));
      [rewrite Rpower_cancel|]; ring.
  - transitivity (Rpower N (- γ_N) * (Rpower k (- γ_D) * Rpower N (- γ_D))
      * (Rpower N (- β) * Rpower N β) * (Rpower k (- β) * Rpower k β));
      [rewrite !Rpower_cancel|]; ring.
Qed.

(** In effective sizes the laws of repeated data are Chinchilla's: so are gap and exponent. *)
Theorem program_repeated_gap E A B α β R_N R_D :
  Printed.repeated_gap E A B α β R_N R_D = Printed.chinchilla_gap E A B α β
  /\ Printed.repeated_frozen_gap E A B α β R_N R_D = Printed.chinchilla_gap E A B α β
  /\ Printed.repeated_ray_exponent E A B α β R_N R_D = Printed.chinchilla_ray_exponent E A B α β
  /\ Printed.repeated_frozen_ray_exponent E A B α β R_N R_D = Printed.chinchilla_ray_exponent E A B α β.
Proof. repeat split. Qed.

(** The reduced models keep the exponent on k that their laws have at zero gap. *)
Theorem program_reduced_ray_exponent E ψ A B F α N_c D_c a L_inf N_C D_C b R_N R_D γ_N γ_D :
  Printed.chinchilla_reduced_ray_exponent E ψ α = Printed.chinchilla_ray_exponent E A B α α
  /\ Printed.kaplan_reduced_ray_exponent ψ a = Printed.kaplan_ray_exponent N_c D_c a a
  /\ Printed.droppo_elibol_reduced_ray_exponent L_inf ψ (a / b) b
     = Printed.droppo_elibol_ray_exponent L_inf N_C D_C a a b
  /\ Printed.interaction_reduced_ray_exponent E ψ α
     = Printed.interaction_ray_exponent E A B F α α γ_N γ_D
  /\ Printed.repeated_reduced_ray_exponent E ψ α = Printed.repeated_ray_exponent E A B α α R_N R_D.
Proof. repeat split. Qed.

(** ψ of repeated data, where the effective sizes lie on one ray. *)
Theorem program_repeated_psi E A B α R_N R_D N D U k :
  let N' := effective_size A B α α R_N N D U in
  0 < k -> 0 < N' -> effective_data R_D D U = k * N' ->
  Printed.repeated E A B α α R_N R_D N D U
  = Printed.repeated_reduced E (Printed.repeated_psi E A B α α R_N R_D k) α N'.
Proof.
  intros N' Hk HN H. rewrite program_repeated, program_repeated_reduced.
  now apply D2_repeated.
Qed.

Theorem program_repeated_frozen_psi E A B α R_N R_D N D U k :
  let N' := discounted N (Rmin N (optimal_size 521 1488 (353 / 1000) (353 / 1000) (Rmin D U))) R_N in
  0 < k -> 0 < N' -> effective_data R_D D U = k * N' ->
  Printed.repeated_frozen E A B α α R_N R_D N D U
  = Printed.repeated_reduced E (Printed.repeated_frozen_psi E A B α α R_N R_D k) α N'.
Proof.
  intros N' Hk HN H. rewrite program_repeated_frozen, program_repeated_reduced. fold N'. rewrite H.
  now apply D2_chinchilla.
Qed.

(** The twin: A and B exchange; N_opt is held, so the effective sizes stay. *)
Theorem program_repeated_frozen_twin E A B α β R_N R_D N D U k :
  let N' := discounted N (Rmin N (optimal_size 521 1488 (353 / 1000) (353 / 1000) (Rmin D U))) R_N in
  0 < k -> 0 < N' -> effective_data R_D D U = k * N' ->
  let twin f := f E A B α β R_N R_D k in
  Printed.repeated_frozen (twin Printed.repeated_frozen_twin_E) (twin Printed.repeated_frozen_twin_A)
    (twin Printed.repeated_frozen_twin_B) (twin Printed.repeated_frozen_twin_alpha)
    (twin Printed.repeated_frozen_twin_beta) (twin Printed.repeated_frozen_twin_R_N_star)
    (twin Printed.repeated_frozen_twin_R_D_star) N D U
  = Printed.repeated_frozen E A B α β R_N R_D N D U.
Proof.
  intros N' Hk HN H twin. rewrite !program_repeated_frozen. unfold twin.
  unfold Printed.repeated_frozen_twin_R_N_star, Printed.repeated_frozen_twin_R_D_star.
  fold N'. rewrite H.
  rewrite <- (X9_chinchilla_twin k N' Hk HN E A B α β). f_equal.
  unfold Printed.repeated_frozen_twin_A. now rewrite Rpower_Ropp.
Qed.

(** The reduced models of repeated data and of interaction are Chinchilla's, and so are their
    derivatives. *)
Theorem program_repeated_reduced_gradient E ψ α N :
  is_derive (fun E => Printed.repeated_reduced E ψ α N) E (Printed.repeated_reduced_d_E E ψ α N)
  /\ is_derive (fun ψ => Printed.repeated_reduced E ψ α N) ψ (Printed.repeated_reduced_d_psi E ψ α N)
  /\ is_derive (fun α => Printed.repeated_reduced E ψ α N) α
    (Printed.repeated_reduced_d_alpha E ψ α N).
Proof. apply program_chinchilla_reduced_gradient. Qed.

Theorem program_interaction_reduced_gradient E ψ α N :
  is_derive (fun E => Printed.interaction_reduced E ψ α N) E (Printed.interaction_reduced_d_E E ψ α N)
  /\ is_derive (fun ψ => Printed.interaction_reduced E ψ α N) ψ
    (Printed.interaction_reduced_d_psi E ψ α N)
  /\ is_derive (fun α => Printed.interaction_reduced E ψ α N) α
    (Printed.interaction_reduced_d_alpha E ψ α N).
Proof. apply program_chinchilla_reduced_gradient. Qed.
