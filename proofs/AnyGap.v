(** Chinchilla's five columns at any gap: with five different sizes on a ray and α, β ≠ 0, α ≠ β the
    Jacobian is injective, so that κ is finite and least squares exists.

    name                        ==  meaning
    has_zeros_imply             ==  where f is zero g is: as many zeros
    two_exponentials            ==  c₀ + (c₁ + c₂x)e^(ax) + (c₃ + c₄x)e^(bx) with five zeros, a, b ≠ 0,
                                    a ≠ b: all c are 0
    kappa_finite                ==  λ_min ≥ m > 0: some K bounds κ(JᵀJ)
    X3_injective_any_gap        ==  then Jv = 0 only for v = 0
    X3_kappa_finite             ==  and some K bounds κ(JᵀJ)                                   *)

From Coq Require Import Reals List Lra Lia.
From Coquelicot Require Import Coquelicot.
From Offray Require Import Sums Gram Taylor Laws Jacobian FullModel Upper Independent Rolle FiveSizes.
Import ListNotations.
Open Scope R_scope.

Lemma has_zeros_imply f g n : (forall x, f x = 0 -> g x = 0) -> has_zeros f n -> has_zeros g n.
Proof.
  intros E (a & l & Hl & Hz). exists a, l. split; auto. clear Hl.
  revert a Hz. induction l as [|b l IH]; intros a Hz; simpl in *; [auto|].
  destruct Hz as (Za & Hab & Hz). auto.
Qed.

Theorem two_exponentials a b c0 c1 c2 c3 c4 : a <> 0 -> b <> 0 -> a <> b ->
  has_zeros (fun x => c0 + (c1 + c2 * x) * exp (a * x) + (c3 + c4 * x) * exp (b * x)) 5 ->
  c0 = 0 /\ c1 = 0 /\ c2 = 0 /\ c3 = 0 /\ c4 = 0.
Proof.
  intros Ha Hb Hab H. set (d := a - b). assert (Hd : d <> 0) by (unfold d; lra).
  set (p := a * c1 + c2). set (q := a * c2). set (r := b * c3 + c4). set (s := b * c4).
  assert (H1 : has_zeros (fun x => (p + q * x) * exp (a * x) + (r + s * x) * exp (b * x)) 4)
    by (revert H; apply has_zeros_derive; unfold p, q, r, s; differentiate).
  assert (H2 : has_zeros (fun x => (p + q * x) * exp (d * x) + (r + s * x)) 4).
  { revert H1. apply has_zeros_imply. intros x E. apply Rmult_eq_reg_r with (exp (b * x)).
    - rewrite Rmult_0_l, <- E. unfold d. replace (a * x) with ((a - b) * x + b * x) by ring.
      rewrite exp_plus. ring.
    - pose proof (exp_pos (b * x)). lra. }
  assert (H3 : has_zeros (fun x => (d * p + q + d * q * x) * exp (d * x) + s) 3)
    by (revert H2; apply has_zeros_derive; differentiate).
  assert (H4 : has_zeros (fun x => (d * (d * p + q) + d * q + d * (d * q) * x) * exp (d * x)) 2)
    by (revert H3; apply has_zeros_derive; differentiate).
  assert (H5 : has_zeros (fun x => d * (d * p + q) + d * q + d * (d * q) * x) 2).
  { revert H4. apply has_zeros_imply. intros x E. apply Rmult_integral in E as [E|E]; auto.
    pose proof (exp_pos (d * x)). lra. }
  destruct (line _ _ H5) as [E1 E2].
  assert (Q : q = 0) by (apply Rmult_integral in E2 as [|E2]; [easy|apply Rmult_integral in E2 as [|]; easy]).
  assert (P : p = 0).
  { rewrite Q in E1. replace (d * (d * p + 0) + d * 0) with (d * (d * p)) in E1 by ring.
    apply Rmult_integral in E1 as [|E1]; [easy|]. apply Rmult_integral in E1 as [|]; easy. }
  destruct (line r s) as [R0 S0].
  { apply has_zeros_less, has_zeros_less. revert H2. apply has_zeros_ext. intros x. rewrite P, Q. ring. }
  assert (C2 : c2 = 0) by (unfold q in Q; apply Rmult_integral in Q as [|]; easy).
  assert (C4 : c4 = 0) by (unfold s in S0; apply Rmult_integral in S0 as [|]; easy).
  unfold p in P. unfold r in R0. subst c2 c4. rewrite Rplus_0_r in P, R0.
  assert (C1 : c1 = 0) by (apply Rmult_integral in P as [|]; easy).
  assert (C3 : c3 = 0) by (apply Rmult_integral in R0 as [|]; easy).
  subst c1 c3. destruct (has_zeros_one _ (has_zeros_less _ _ (has_zeros_less _ _ (has_zeros_less _ _ (has_zeros_less _ _ H))))) as (z & Ez).
  repeat split; auto. rewrite <- Ez. ring.
Qed.

Theorem kappa_finite {Run : Type} (l : list Run) (cols : list (Run -> R)) m : 0 < m ->
  rayleigh_lower l cols m -> exists K, condition_bound l cols K.
Proof.
  intros Hm L.
  exists (trace l cols / m). intros u v Hu Hv.
  pose proof (form_le_trace l cols u Hu) as H1. specialize (L v Hv).
  pose proof (norm2_nonneg u). pose proof (norm2_nonneg v).
  assert (T : 0 <= trace l cols) by (apply sum_nonneg; intros; apply dot_nonneg).
  apply Rle_trans with (trace l cols * norm2 u * norm2 v); [now apply Rmult_le_compat_r|].
  replace (trace l cols / m * (form l cols v * norm2 u))
    with (trace l cols * norm2 u * (form l cols v / m)) by (field; lra).
  apply Rmult_le_compat_l; [now apply Rmult_le_pos|].
  apply Rmult_le_reg_r with m; auto.
  replace (form l cols v / m * m) with (form l cols v) by (field; lra). lra.
Qed.

Section Ray.
Context {Run : Type} (l : list Run) (N : Run -> R) (A B α β k : R).
Hypotheses (HA : A <> 0) (HB : B <> 0) (Hα : α <> 0) (Hβ : β <> 0) (Hne : α <> β) (Hk : 0 < k).
Hypothesis HN : forall i, In i l -> 0 < N i.
Hypothesis H5 : five_sizes l N.
Let J : list (Run -> R) := jacobian A B α β N (fun i => k * N i).

Theorem X3_injective_any_gap : injective l J.
Proof.
  intros [|vE [|vA [|vB [|va [|vb [|? ?]]]]]] Hv Hz; try discriminate.
  set (q := Rpower k (- β)). assert (Hq : 0 < q) by apply Rpower_pos.
  destruct (two_exponentials (- α) (- β) vE vA (- A * va) (q * (vB - B * ln k * vb)) (- B * q * vb))
    as (E0 & E1 & E2 & E3 & E4); try lra.
  - apply (zeros_over_design 4 l N _ HN H5). intros i Hi. rewrite <- (Hz i Hi). pose proof (HN i Hi) as Hi'.
    unfold J, jacobian, chinchilla_j_E, chinchilla_j_A, chinchilla_j_B, chinchilla_j_alpha, chinchilla_j_beta.
    cbn [comb]. rewrite Rpower_mult_base, ln_mult by auto. fold q. unfold Rpower. ring.
  - assert (Z4 : vb = 0).
    { apply Rmult_integral in E4 as [E4|]; auto. apply Rmult_integral in E4 as [E4|E4]; lra. }
    assert (Z2 : va = 0) by (apply Rmult_integral in E2 as [E2|]; lra).
    subst. assert (Z3 : vB = 0) by (apply Rmult_integral in E3 as [E3|E3]; lra).
    subst. unfold norm2, Rsqr. simpl. ring.
Qed.

Theorem X3_kappa_finite : exists K, condition_bound l J K.
Proof.
  destruct (bounded_below l J X3_injective_any_gap) as (m & Hm & L). now apply kappa_finite with m.
Qed.
End Ray.
