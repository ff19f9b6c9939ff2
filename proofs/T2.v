(** The five laws as written in their sources, and the gradient of each where a proof
    needs it.

    name                    ==  meaning
    x ^ y                   ==  the real power e^(y ln x), for x > 0 (Rpower)
    chinchilla              ==  E + A N^−α + B D^−β
    kaplan                  ==  [(N_c/N)^(α_N/α_D) + D_c/D]^α_D
    droppo_elibol           ==  [L_∞^(1/α) + (N_C/N)^(α_N/α) + (D_C/D)^(α_D/α)]^α
    interaction             ==  E + A N^−α + B D^−β + F N^−γ_N D^−γ_D
    repeated                ==  E + A N'^−α + B D'^−β, sizes discounted for repetition
    chinchilla_reduced …    ==  what a ray leaves of each (Definition 2 of the paper)
    chinchilla_d_E … d_beta ==  the five columns of the Jacobian are the partial derivatives
    kaplan_d_N_c …          ==  the four columns of Kaplan's                              *)

From Coq Require Import Reals Lra Psatz.
From Coquelicot Require Import Coquelicot.
Open Scope R_scope.

Section Formulas.
Local Notation "x ^ y" := (Rpower x y) : R_scope.

Definition chinchilla (E A B α β N D : R) : R :=
  (E + A * N ^ (- α) + B * D ^ (- β)).

Definition kaplan (N_c D_c α_N α_D N D : R) : R :=
  (((N_c / N) ^ (α_N / α_D) + D_c / D) ^ α_D).

Definition droppo_elibol (L_inf N_C D_C α_N α_D α N D : R) : R :=
  ((L_inf ^ (1 / α) + (N_C / N) ^ (α_N / α) + (D_C / D) ^ (α_D / α)) ^ α).

Definition interaction (E A B F α β γ_N γ_D N D : R) : R :=
  (E + A * N ^ (- α) + B * D ^ (- β) + F * N ^ (- γ_N) * D ^ (- γ_D)).

(** The size x as it counts when only u of it is new. *)
Definition discounted (x u r_star : R) : R :=
  u * (1 + r_star * (1 - exp (- ((x / u - 1) / r_star)))).

(** The compute-optimal size for D unique tokens. *)
Definition optimal_size (A B α β D : R) : R :=
  let G := ((α * A / (β * B)) ^ (1 / (α + β))) in (G * (D * G) ^ (β / α)).

Definition unique_size (A B α β N D U : R) : R :=
  Rmin N (optimal_size A B α β (Rmin D U)).

Definition effective_size (A B α β R_N N D U : R) : R :=
  discounted N (unique_size A B α β N D U) R_N.

Definition effective_data (R_D D U : R) : R := discounted D (Rmin D U) R_D.

Definition repeated (E A B α β R_N R_D N D U : R) : R :=
  chinchilla E A B α β (effective_size A B α β R_N N D U) (effective_data R_D D U).

(** Reduced models: one ray, zero gap. *)
Definition chinchilla_reduced (E ψ α N : R) : R := (E + ψ * N ^ (- α)).
Definition kaplan_reduced (ψ α_D N : R) : R := ((ψ / N) ^ α_D).
Definition droppo_elibol_reduced (L_inf ψ γ α N : R) : R :=
  ((L_inf ^ (1 / α) + ψ * N ^ (- γ)) ^ α).

End Formulas.

(** Powers of products and quotients. *)
Lemma Rpower_mult_base x y z : 0 < x -> 0 < y -> Rpower (x * y) z = Rpower x z * Rpower y z.
Proof. intros. symmetry. now apply Rpower_mult_distr. Qed.

Lemma Rpower_pos x y : 0 < Rpower x y.
Proof. apply exp_pos. Qed.

Lemma Rpower_inv_base x y : 0 < x -> Rpower (/ x) y = Rpower x (- y).
Proof. intros. unfold Rpower. rewrite ln_Rinv by auto. f_equal; ring. Qed.

Lemma Rpower_div x y z : 0 < x -> 0 < y -> Rpower (x / y) z = Rpower x z * Rpower y (- z).
Proof.
  intros. unfold Rdiv. rewrite Rpower_mult_base, Rpower_inv_base; auto.
  now apply Rinv_0_lt_compat.
Qed.

(** The Jacobian of Chinchilla, column by column. *)
Section Chinchilla.
Variables E A B α β N D : R.

Definition chinchilla_j_E : R := 1.
Definition chinchilla_j_A : R := Rpower N (- α).
Definition chinchilla_j_B : R := Rpower D (- β).
Definition chinchilla_j_alpha : R := - A * ln N * Rpower N (- α).
Definition chinchilla_j_beta : R := - B * ln D * Rpower D (- β).

Lemma chinchilla_d_E : is_derive (fun E => chinchilla E A B α β N D) E chinchilla_j_E.
Proof. unfold chinchilla, chinchilla_j_E. auto_derive; auto; ring. Qed.
Lemma chinchilla_d_A : is_derive (fun A => chinchilla E A B α β N D) A chinchilla_j_A.
Proof. unfold chinchilla, chinchilla_j_A. auto_derive; auto; ring. Qed.
Lemma chinchilla_d_B : is_derive (fun B => chinchilla E A B α β N D) B chinchilla_j_B.
Proof. unfold chinchilla, chinchilla_j_B. auto_derive; auto; ring. Qed.
Lemma chinchilla_d_alpha : is_derive (fun α => chinchilla E A B α β N D) α chinchilla_j_alpha.
Proof. unfold chinchilla, chinchilla_j_alpha, Rpower. auto_derive; auto; ring. Qed.
Lemma chinchilla_d_beta : is_derive (fun β => chinchilla E A B α β N D) β chinchilla_j_beta.
Proof. unfold chinchilla, chinchilla_j_beta, Rpower. auto_derive; auto; ring. Qed.
End Chinchilla.

(** The Jacobian of Kaplan, with S = (N_c/N)^(α_N/α_D) + D_c/D. *)
Section Kaplan.
Variables N_c D_c α_N α_D N D : R.
Hypotheses (HNc : 0 < N_c) (HDc : 0 < D_c) (HD : 0 < α_D) (HN : 0 < N) (HDD : 0 < D).

Definition kaplan_S : R := Rpower (N_c / N) (α_N / α_D) + D_c / D.
Definition kaplan_W : R := α_D * Rpower kaplan_S (α_D - 1).
Definition kaplan_j_N_c : R := kaplan_W * (α_N / α_D * (Rpower (N_c / N) (α_N / α_D) / N_c)).
Definition kaplan_j_D_c : R := kaplan_W / D.
Definition kaplan_j_alpha_N : R :=
  kaplan_W * (ln (N_c / N) / α_D * Rpower (N_c / N) (α_N / α_D)).
Definition kaplan_j_alpha_D : R :=
  Rpower kaplan_S α_D * ln kaplan_S
  - kaplan_W * (α_N / α_D² * ln (N_c / N) * Rpower (N_c / N) (α_N / α_D)).

Lemma kaplan_S_pos : 0 < kaplan_S.
Proof.
  unfold kaplan_S. pose proof (Rpower_pos (N_c / N) (α_N / α_D)).
  assert (0 < D_c / D) by now apply Rdiv_lt_0_compat. lra.
Qed.

Lemma kaplan_power_step : Rpower kaplan_S α_D = kaplan_S * Rpower kaplan_S (α_D - 1).
Proof.
  replace α_D with (1 + (α_D - 1)) at 1 by ring. rewrite Rpower_plus, Rpower_1; auto.
  apply kaplan_S_pos.
Qed.

Lemma kaplan_d_N_c : is_derive (fun N_c => kaplan N_c D_c α_N α_D N D) N_c kaplan_j_N_c.
Proof.
  pose proof kaplan_S_pos as HS. pose proof kaplan_power_step as Hs.
  assert (Hq : 0 < N_c / N) by now apply Rdiv_lt_0_compat.
  unfold kaplan, kaplan_j_N_c, kaplan_W.
  unfold Rpower at 1 2. auto_derive.
  - fold (Rpower (N_c / N) (α_N / α_D)). fold kaplan_S.
    unfold kaplan_S, Rpower in HS. repeat split; auto; lra.
  - fold (Rpower (N_c * / N) (α_N * / α_D)). fold (Rpower (N_c / N) (α_N / α_D)).
    match goal with |- ?g => idtac g end. fold kaplan_S. fold (Rpower kaplan_S α_D).
    rewrite Hs. field. lra.
Qed.

Lemma kaplan_d_D_c : is_derive (fun D_c => kaplan N_c D_c α_N α_D N D) D_c kaplan_j_D_c.
Proof.
  pose proof kaplan_S_pos as HS. pose proof kaplan_power_step as Hs.
  unfold kaplan, kaplan_j_D_c, kaplan_W.
  unfold Rpower at 1. auto_derive.
  - unfold kaplan_S in HS. repeat split; auto; lra.
  - fold (D_c / D). fold kaplan_S. fold (Rpower kaplan_S α_D).
    rewrite Hs. field. lra.
Qed.

Lemma kaplan_d_alpha_N : is_derive (fun α_N => kaplan N_c D_c α_N α_D N D) α_N kaplan_j_alpha_N.
Proof.
  pose proof kaplan_S_pos as HS. pose proof kaplan_power_step as Hs.
  unfold kaplan, kaplan_j_alpha_N, kaplan_W.
  unfold Rpower at 1 2. auto_derive.
  - unfold kaplan_S, Rpower in HS. repeat split; auto; lra.
  - fold (α_N / α_D). fold (Rpower (N_c / N) (α_N / α_D)). fold kaplan_S.
    fold (Rpower kaplan_S α_D). rewrite Hs. field. lra.
Qed.

Lemma kaplan_d_alpha_D : is_derive (fun α_D => kaplan N_c D_c α_N α_D N D) α_D kaplan_j_alpha_D.
Proof.
  pose proof kaplan_S_pos as HS. pose proof kaplan_power_step as Hs.
  unfold kaplan, kaplan_j_alpha_D, kaplan_W.
  unfold Rpower at 1 2. auto_derive.
  - unfold kaplan_S, Rpower in HS. repeat split; auto; lra.
  - fold (α_N / α_D). fold (Rpower (N_c / N) (α_N / α_D)). fold kaplan_S.
    fold (Rpower kaplan_S α_D). rewrite Hs. unfold Rsqr. field. lra.
Qed.
End Kaplan.
