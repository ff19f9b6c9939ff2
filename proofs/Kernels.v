(** D2: what the full Jacobians of Droppo–Elibol and of the interaction law lose on a ray.
    The columns are the derivatives that the program prints.

    name                            ==  meaning
    interaction_jacobian            ==  the eight columns at a run
    D2_droppo_elibol_kernel_pair    ==  zero gap: J (0, N_C/(γP), −D_C/(γQ), 0, 0, 0) = 0,
                                        P = N_C^γ, Q = (D_C/k)^γ
    D2_droppo_elibol_kernel_exponents == zero gap: J (0, N_C ln(D_C/(k N_C))/(αγP), 0, 1/P, −1/Q, 0) = 0
    D2_interaction_kernel           ==  at any gap: J (0, 0, 0, F ln k, 0, 0, −1, 1) = 0: a ray sees
                                        only γ_N + γ_D and F k^−γ_D
    D2_interaction_kernel_AB, _AF   ==  zero gaps: J (0, k^−α, −1, …) = 0, J (0, k^−γ_D, 0, −1, …) = 0 *)

From Coq Require Import Reals List Lra.
From Offray Require Import Sums Laws Jacobian FullModel DroppoModel.
From Offray.generated Require Printed.
Import ListNotations.
Open Scope R_scope.

Section DroppoElibol.
Context {Run : Type} (N : Run -> R) (L_inf N_C D_C γ α k : R) (i : Run).
Hypotheses (HNC : 0 < N_C) (HDC : 0 < D_C) (Hγ : 0 < γ) (Ha : 0 < α) (Hk : 0 < k) (HN : 0 < N i).
Let J := droppo_elibol_jacobian L_inf N_C D_C (α * γ) (α * γ) α N (fun i => k * N i).
Let P := Rpower N_C γ.
Let Q := Rpower (D_C / k) γ.

Ltac on_the_ray :=
  unfold J, droppo_elibol_jacobian; cbn [comb];
  unfold Printed.droppo_elibol_d_N_C, Printed.droppo_elibol_d_D_C, Printed.droppo_elibol_d_alpha_N,
    Printed.droppo_elibol_d_alpha_D;
  replace (α * γ / α) with γ by (field; lra);
  replace (D_C / (k * N i)) with (D_C / k / N i) by (field; lra);
  assert (HD : 0 < D_C / k) by (now apply Rdiv_lt_0_compat);
  set (W := Rpower (_ + _ + _) (α - 1));
  rewrite !(Rpower_div _ (N i)) by auto;
  pose proof (Rpower_pos N_C γ) as HP; pose proof (Rpower_pos (D_C / k) γ) as HQ; fold P Q in HP, HQ |- *.

Theorem D2_droppo_elibol_kernel_pair : comb J [0; N_C / (γ * P); - (D_C / (γ * Q)); 0; 0; 0] i = 0.
Proof. on_the_ray. clearbody P Q W. field. repeat split; lra. Qed.

Theorem D2_droppo_elibol_kernel_exponents :
  comb J [0; N_C * ln (D_C / k / N_C) / (α * γ * P); 0; 1 / P; - (1 / Q); 0] i = 0.
Proof.
  on_the_ray.
  assert (HI : 0 < / N i) by (now apply Rinv_0_lt_compat).
  assert (HI' : 0 < / N_C) by (now apply Rinv_0_lt_compat).
  replace (ln (N_C / N i)) with (ln N_C - ln (N i))
    by (unfold Rdiv; rewrite ln_mult, ln_Rinv by auto; reflexivity).
  replace (ln (D_C / k / N i)) with (ln (D_C / k) - ln (N i))
    by (unfold Rdiv at 2; rewrite ln_mult, ln_Rinv by auto; reflexivity).
  replace (ln (D_C / k / N_C)) with (ln (D_C / k) - ln N_C)
    by (unfold Rdiv at 2; rewrite ln_mult, ln_Rinv by auto; reflexivity).
  set (lD := ln (D_C / k)). clearbody P Q W lD. field. repeat split; lra.
Qed.
End DroppoElibol.

Definition interaction_jacobian {Run : Type} (E A B F α β γ_N γ_D : R) (N D : Run -> R) :
  list (Run -> R) :=
  [fun i => Printed.interaction_d_E E A B F α β γ_N γ_D (N i) (D i);
   fun i => Printed.interaction_d_A E A B F α β γ_N γ_D (N i) (D i);
   fun i => Printed.interaction_d_B E A B F α β γ_N γ_D (N i) (D i);
   fun i => Printed.interaction_d_F E A B F α β γ_N γ_D (N i) (D i);
   fun i => Printed.interaction_d_alpha E A B F α β γ_N γ_D (N i) (D i);
   fun i => Printed.interaction_d_beta E A B F α β γ_N γ_D (N i) (D i);
   fun i => Printed.interaction_d_gamma_N E A B F α β γ_N γ_D (N i) (D i);
   fun i => Printed.interaction_d_gamma_D E A B F α β γ_N γ_D (N i) (D i)].

Section Interaction.
Context {Run : Type} (N : Run -> R) (E A B F k : R) (i : Run).
Hypotheses (Hk : 0 < k) (HN : 0 < N i).

Ltac columns :=
  unfold interaction_jacobian; cbn [comb];
  unfold Printed.interaction_d_A, Printed.interaction_d_B, Printed.interaction_d_F,
    Printed.interaction_d_gamma_N, Printed.interaction_d_gamma_D;
  rewrite ?(ln_mult k (N i)), ?Rpower_Ropp by auto;
  rewrite ?(Rpower_mult_base k (N i)) by auto.

Theorem D2_interaction_kernel α β γ_N γ_D :
  comb (interaction_jacobian E A B F α β γ_N γ_D N (fun i => k * N i))
    [0; 0; 0; F * ln k; 0; 0; - (1); 1] i = 0.
Proof.
  columns. field. repeat split; apply Rgt_not_eq, Rpower_pos.
Qed.

Theorem D2_interaction_kernel_AB α γ_N γ_D :
  comb (interaction_jacobian E A B F α α γ_N γ_D N (fun i => k * N i))
    [0; Rpower k (- α); - (1); 0; 0; 0; 0; 0] i = 0.
Proof.
  columns. field. repeat split; apply Rgt_not_eq, Rpower_pos.
Qed.

Theorem D2_interaction_kernel_AF β γ_N γ_D :
  comb (interaction_jacobian E A B F (γ_N + γ_D) β γ_N γ_D N (fun i => k * N i))
    [0; Rpower k (- γ_D); 0; - (1); 0; 0; 0; 0] i = 0.
Proof.
  columns. rewrite ?Rpower_plus. field. repeat split; apply Rgt_not_eq, Rpower_pos.
Qed.
End Interaction.
