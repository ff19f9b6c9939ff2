(** X3 in numbers: κ(JᵀJ) of the full Chinchilla Jacobian at the published parameters on the
    20-run ray, from two Rayleigh vectors.

    name                  ==  meaning
    design20_jacobian     ==  the five columns at Hoffmann's parameters, ε = 0.06, D = 20 N
    nearly_null, dominant ==  vectors close to the extreme eigenvectors (any vectors would do)
    X3_design_kappa       ==  κ(JᵀJ) ≥ 3.6564929e19: the known answer, from below, to 8 digits   *)

From Coq Require Import Reals List Lra.
From Interval Require Import Tactic.
From Offray Require Import Sums Laws Jacobian FullModel Numbers.
Import ListNotations.
Open Scope R_scope.

Definition design20_jacobian : list (R -> R) :=
  jacobian 406.4 410.7 0.34 0.28 (fun N => N) (fun N => 20 * N).

Definition nearly_null : list R :=
    [(-0.00000555505609301019453241457587632793);
     0.3766110659173819405699685284036193;
     (-1.0);
     (-0.00005119305935056687891980329011508039);
     (-0.00004776252897328933989449618051314689)].
Definition dominant : list R :=
    [(-0.03914662366250594436820067620132621);
     (-0.00009656587336428109511781824317532854);
     (-0.000118875673128531791635526034344269);
     0.6829603424782944161317555349898878;
     1.0].

Ltac unfold_design :=
  unfold form, norm2, design20_jacobian, jacobian, nearly_null, dominant, comb, design20,
    chinchilla_j_E, chinchilla_j_A, chinchilla_j_B, chinchilla_j_alpha, chinchilla_j_beta,
    map, sum, Rpower, Rsqr.

Lemma nearly_null_form : 0 < form design20 design20_jacobian nearly_null * norm2 dominant.
Proof. unfold_design. interval with (i_prec 160). Qed.

Lemma rayleigh_ratio :
  36564929 * 10 ^ 12 * (form design20 design20_jacobian nearly_null * norm2 dominant)
  <= form design20 design20_jacobian dominant * norm2 nearly_null.
Proof. unfold_design. interval with (i_prec 160). Qed.

Theorem X3_design_kappa K :
  condition_bound design20 design20_jacobian K -> 36564929 * 10 ^ 12 <= K.
Proof.
  intros H. specialize (H dominant nearly_null eq_refl eq_refl).
  pose proof nearly_null_form as P. pose proof rayleigh_ratio as Q.
  apply Rmult_le_reg_r with (1 := P). lra.
Qed.
