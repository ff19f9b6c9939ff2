(** A Jacobian with any number of columns: its quadratic form, what a condition number
    must satisfy, and what any linear unbiased estimator (of the linearised model) must pay.

    name                  ==  meaning
    comb cols v i         ==  (J v)_i, columns cols, coefficients v
    norm2 v               ==  |v|² of a list of coefficients
    form l cols v         ==  vᵀ JᵀJ v = ‖J v‖²
    rayleigh_lower        ==  m ≤ λ_min: m |v|² ≤ vᵀ JᵀJ v for all v
    rayleigh_upper        ==  λ_max ≤ M
    condition_bound       ==  κ(JᵀJ) ≤ K: uᵀJᵀJu |v|² ≤ K vᵀJᵀJv |u|² for all u, v
                              (no K exists when JᵀJ is singular: κ = ∞)
    condition_2x2         ==  for two columns this is κ ≤ K of the eigenvalues
    unbiased l cols j c   ==  Σ c_i L_i estimates parameter j without bias: cᵀJ = e_jᵀ
    standard_deviation    ==  its standard deviation σ ‖c‖
    gauss_markov          ==  |v_j| ≤ ‖c‖ ‖J v‖ for every v: no linear unbiased estimator does better
    normal_equations      ==  if JᵀJ x = e_j, then c = J x is unbiased and ‖c‖² = x_j = [G⁻¹]_jj *)

From Coq Require Import Reals List Lra Psatz.
From Offray Require Import Sums Gram Parallel Taylor.
Import ListNotations.
Open Scope R_scope.

Fixpoint comb {Run : Type} (cols : list (Run -> R)) (v : list R) (i : Run) : R :=
  match cols, v with
  | f :: cols', a :: v' => a * f i + comb cols' v' i
  | _, _ => 0
  end.

Definition norm2 (v : list R) : R := Σ a ∈ v, a².

Definition form {Run : Type} (l : list Run) (cols : list (Run -> R)) (v : list R) : R :=
  Σ i ∈ l, (comb cols v i)².

Definition rayleigh_lower {Run : Type} (l : list Run) (cols : list (Run -> R)) (m : R) : Prop :=
  forall v, length v = length cols -> m * norm2 v <= form l cols v.

Definition rayleigh_upper {Run : Type} (l : list Run) (cols : list (Run -> R)) (M : R) : Prop :=
  forall v, length v = length cols -> form l cols v <= M * norm2 v.

Definition condition_bound {Run : Type} (l : list Run) (cols : list (Run -> R)) (K : R) : Prop :=
  forall u v, length u = length cols -> length v = length cols ->
  form l cols u * norm2 v <= K * (form l cols v * norm2 u).

(** The j-th coefficient of v. *)
Definition coefficient (j : nat) (v : list R) : R := nth j v 0.

Definition unbiased {Run : Type} (l : list Run) (cols : list (Run -> R)) (j : nat)
  (c : Run -> R) : Prop :=
  forall v, length v = length cols -> dot l c (comb cols v) = coefficient j v.

Definition standard_deviation {Run : Type} (l : list Run) (σ : R) (c : Run -> R) : R :=
  σ * norm l c.

Section General.
Context {Run : Type} (l : list Run) (cols : list (Run -> R)).

Lemma form_norm v : form l cols v = (norm l (comb cols v))².
Proof. rewrite norm_sqr. reflexivity. Qed.

Lemma form_nonneg_cols v : 0 <= form l cols v.
Proof. apply sum_nonneg; intros; apply Rle_0_sqr. Qed.

Lemma norm2_nonneg v : 0 <= norm2 v.
Proof. apply sum_nonneg; intros; apply Rle_0_sqr. Qed.

Lemma coefficient_le v j : (coefficient j v)² <= norm2 v.
Proof.
  unfold coefficient. destruct (nth_in_or_default j v 0) as [H| ->].
  - apply (sum_ge_one v (fun a => a²)); auto. intros; apply Rle_0_sqr.
  - unfold Rsqr at 1. pose proof (norm2_nonneg v). lra.
Qed.

Theorem gauss_markov j c v : unbiased l cols j c -> length v = length cols ->
  Rabs (coefficient j v) <= norm l c * norm l (comb cols v).
Proof. intros H Hv. rewrite <- (H v Hv). apply dot_le_norm. Qed.

Theorem normal_equations j x : length x = length cols ->
  (forall v, length v = length cols -> dot l (comb cols x) (comb cols v) = coefficient j v) ->
  unbiased l cols j (comb cols x) /\ (norm l (comb cols x))² = coefficient j x.
Proof. intros Hx H. split; [exact H|]. rewrite norm_sqr. now apply H. Qed.

End General.

Theorem condition_2x2 {Run : Type} (l : list Run) f g K :
  0 < tr (dot l f f) (dot l g g) -> 0 < pair_det l f g ->
  (condition_bound l [f; g] K <-> pair_kappa l f g <= K).
Proof.
  intros Ht Hd. unfold pair_kappa. rewrite <- EIG_kappa_best by auto.
  assert (F : forall a b, form l [f; g] [a; b] = quad (dot l f f) (dot l f g) (dot l g g) a b).
  { intros a b. rewrite <- dot_comb. apply sum_ext; intros; simpl. unfold Rsqr; ring. }
  assert (N : forall a b, norm2 [a; b] = a² + b²) by (intros; unfold norm2; simpl; ring).
  split.
  - intros H a b a' b'. specialize (H [a; b] [a'; b'] eq_refl eq_refl).
    now rewrite !F, !N in H.
  - intros H [|a [|b [|? ?]]] [|a' [|b' [|? ?]]]; simpl; try discriminate; intros _ _.
    rewrite !F, !N. apply H.
Qed.
