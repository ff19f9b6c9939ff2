(** Rolle's theorem for many zeros, and the functions 1, e, xe, x²e, x³e with e = e^(−αx).

    name                  ==  meaning
    zeros f a l           ==  f is zero at a < l₁ < l₂ < …
    rolle                 ==  between n + 1 zeros of f lie n zeros of f'
    cubic_with_exponential ==  c₀e^(αx) + c₁ + c₂x + c₃x² + c₄x³ with five zeros, α ≠ 0: all c are 0
    cubic                 ==  c₁ + c₂x + c₃x² + c₄x³ with four zeros: all c are 0
    line, quadratic       ==  the same for c₁ + c₂x with two zeros, c₁ + c₂x + c₃x² with three
    line_with_exponential ==  c₀e^(αx) + c₁ + c₂x with three zeros, α ≠ 0: all c are 0
    sorted_points         ==  n different values, in increasing order                          *)

From Coq Require Import Reals List Lra Lia Psatz.
From Coquelicot Require Import Coquelicot.
Import ListNotations.
Open Scope R_scope.

Fixpoint zeros (f : R -> R) (a : R) (l : list R) : Prop :=
  match l with [] => f a = 0 | b :: l' => f a = 0 /\ a < b /\ zeros f b l' end.

Lemma zeros_first f a l : zeros f a l -> f a = 0.
Proof. destruct l; simpl; tauto. Qed.

Lemma rolle_once (f f' : R -> R) a b : (forall x, is_derive f x (f' x)) ->
  a < b -> f a = 0 -> f b = 0 -> exists c, a < c < b /\ f' c = 0.
Proof.
  intros H Hab Ha Hb.
  destruct (MVT_cor2 f f' a b Hab) as (c & E & Hc).
  - intros c _. now apply is_derive_Reals.
  - exists c. split; auto. rewrite Ha, Hb in E.
    apply Rmult_eq_reg_r with (b - a); lra.
Qed.

Theorem rolle (f f' : R -> R) : (forall x, is_derive f x (f' x)) ->
  forall l a b, zeros f a (b :: l) ->
  exists c l', a < c < b /\ length l' = length l /\ zeros f' c l'.
Proof.
  intros H. induction l as [|d l IH]; intros a b (Ha & Hab & Hz).
  - destruct (rolle_once f f' a b H Hab Ha Hz) as (c & Hc & Ec). exists c, []. auto.
  - destruct (rolle_once f f' a b H Hab Ha (zeros_first _ _ _ Hz)) as (c & Hc & Ec).
    destruct (IH b d Hz) as (c' & l' & Hc' & Hl & Hz').
    exists c, (c' :: l'). repeat split; auto; try lra. simpl. congruence.
Qed.

(** n zeros of f: at least n − 1 of f'. *)
Definition has_zeros (f : R -> R) (n : nat) : Prop := exists a l, S (length l) = n /\ zeros f a l.

Lemma has_zeros_derive (f f' : R -> R) n : (forall x, is_derive f x (f' x)) ->
  has_zeros f (S (S n)) -> has_zeros f' (S n).
Proof.
  intros H (a & [|b l] & Hl & Hz); [discriminate|].
  destruct (rolle f f' H l a b Hz) as (c & l' & _ & Hl' & Hz').
  exists c, l'. split; auto. simpl in Hl. lia.
Qed.

Lemma has_zeros_one f : has_zeros f 1 -> exists a, f a = 0.
Proof. intros (a & l & _ & Hz). exists a. now apply zeros_first with l. Qed.

Lemma has_zeros_less f n : has_zeros f (S (S n)) -> has_zeros f (S n).
Proof.
  intros (a & [|b l] & Hl & Hz); [discriminate|]. exists b, l. split; [simpl in Hl; lia|]. apply Hz.
Qed.

Lemma has_zeros_ext f g n : (forall x, f x = g x) -> has_zeros f n -> has_zeros g n.
Proof.
  intros E (a & l & Hl & Hz). exists a, l. split; auto. clear Hl.
  revert a Hz. induction l as [|b l IH]; intros a Hz; simpl in *; rewrite <- E; intuition.
Qed.

Ltac differentiate := intros; auto_derive; [auto|]; try (simpl; ring).

Theorem cubic c1 c2 c3 c4 : has_zeros (fun x => c1 + c2 * x + c3 * x ^ 2 + c4 * x ^ 3) 4 ->
  c1 = 0 /\ c2 = 0 /\ c3 = 0 /\ c4 = 0.
Proof.
  intros H.
  assert (H1 : has_zeros (fun x => c2 + 2 * c3 * x + 3 * c4 * x ^ 2) 3)
    by (revert H; apply has_zeros_derive; differentiate).
  assert (H2 : has_zeros (fun x => 2 * c3 + 6 * c4 * x) 2)
    by (revert H1; apply has_zeros_derive; differentiate).
  assert (H3 : has_zeros (fun x => 6 * c4) 1)
    by (revert H2; apply has_zeros_derive; differentiate).
  destruct (has_zeros_one _ H3) as (a & Ea). assert (E4 : c4 = 0) by lra. subst c4.
  destruct (has_zeros_one _ (has_zeros_less _ _ H2)) as (b & Eb). assert (E3 : c3 = 0) by lra. subst c3.
  destruct (has_zeros_one _ (has_zeros_less _ _ (has_zeros_less _ _ H1))) as (c & Ec).
  assert (E2 : c2 = 0) by lra. subst c2.
  destruct (has_zeros_one _ (has_zeros_less _ _ (has_zeros_less _ _ (has_zeros_less _ _ H)))) as (d & Ed).
  repeat split; auto. lra.
Qed.

Theorem cubic_with_exponential α c0 c1 c2 c3 c4 : α <> 0 ->
  has_zeros (fun x => c0 * exp (α * x) + (c1 + c2 * x + c3 * x ^ 2 + c4 * x ^ 3)) 5 ->
  c0 = 0 /\ c1 = 0 /\ c2 = 0 /\ c3 = 0 /\ c4 = 0.
Proof.
  intros Hα H.
  assert (H1 : has_zeros (fun x => c0 * α * exp (α * x) + (c2 + 2 * c3 * x + 3 * c4 * x ^ 2)) 4)
    by (revert H; apply has_zeros_derive; differentiate).
  assert (H2 : has_zeros (fun x => c0 * α ^ 2 * exp (α * x) + (2 * c3 + 6 * c4 * x)) 3)
    by (revert H1; apply has_zeros_derive; differentiate).
  assert (H3 : has_zeros (fun x => c0 * α ^ 3 * exp (α * x) + 6 * c4) 2)
    by (revert H2; apply has_zeros_derive; differentiate).
  assert (H4 : has_zeros (fun x => c0 * α ^ 4 * exp (α * x)) 1)
    by (revert H3; apply has_zeros_derive; differentiate).
  destruct (has_zeros_one _ H4) as (a & Ea).
  assert (E0 : c0 = 0).
  { pose proof (exp_pos (α * a)). pose proof (pow_nonzero α 4 Hα).
    apply Rmult_integral in Ea as [Ea|Ea]; [|lra].
    apply Rmult_integral in Ea as [Ea|Ea]; [auto|easy]. }
  split; auto. subst c0. apply cubic. apply has_zeros_less.
  revert H. apply has_zeros_ext. intros x. ring.
Qed.

(** Different values can be put in order. *)
Fixpoint increasing (a : R) (l : list R) : Prop :=
  match l with [] => True | b :: l' => a < b /\ increasing b l' end.

Lemma insert_increasing y : forall l a, increasing a l -> ~ In y (a :: l) ->
  exists a' l', length l' = S (length l) /\ increasing a' l' /\ Rmin a y <= a'
    /\ (forall z, In z (a' :: l') -> z = y \/ In z (a :: l)).
Proof.
  induction l as [|b l IH]; intros a Ha Hy.
  - destruct (Rlt_dec a y) as [L|L].
    + exists a, [y]. simpl. repeat split; auto; [apply Rmin_l|]. intros z [->|[->|[]]]; auto.
    + assert (y <> a) by (intros ->; apply Hy; now left).
      exists y, [a]. simpl. repeat split; auto; [lra|apply Rmin_r|]. intros z [->|[->|[]]]; auto.
  - destruct Ha as [Hab Hl]. destruct (Rlt_dec a y) as [L|L].
    + destruct (IH b Hl) as (a' & l' & E & I & M & Inc); [intros H; apply Hy; now right|].
      exists a, (a' :: l'). repeat split; auto.
      * simpl. congruence.
      * apply Rlt_le_trans with (2 := M). apply Rmin_glb_lt; lra.
      * apply Rmin_l.
      * intros z [<-|Hz]; [right; now left|]. destruct (Inc z Hz) as [->|Hz']; auto. right. now right.
    + assert (y <> a) by (intros ->; apply Hy; now left).
      exists y, (a :: b :: l). repeat split; auto; [lra|apply Rmin_r|].
      intros z [<-|Hz]; auto.
Qed.

Theorem sorted_points (l : list R) : l <> [] -> NoDup l ->
  exists a l', S (length l') = length l /\ increasing a l' /\ (forall z, In z (a :: l') -> In z l).
Proof.
  induction l as [|y l IH]; intros Hl Hn; [easy|]. inversion Hn as [|? ? Hy Hn']; subst.
  destruct l as [|b l].
  - exists y, []. simpl. auto.
  - destruct IH as (a & l' & E & I & Inc); auto; [easy|].
    destruct (insert_increasing y l' a I) as (a' & l'' & E' & I' & _ & Inc').
    { intros H. apply Hy, Inc, H. }
    exists a', l''. repeat split; auto; [simpl in *; lia|].
    intros z Hz. destruct (Inc' z Hz) as [->|Hz']; [now left|right; auto].
Qed.

Lemma increasing_zeros f a l : increasing a l -> (forall z, In z (a :: l) -> f z = 0) -> zeros f a l.
Proof.
  revert a. induction l as [|b l IH]; intros a I H; simpl.
  - apply H. now left.
  - destruct I as [Hab I]. split; [apply H; now left|]. split; auto. apply IH; auto.
    intros z Hz. apply H. now right.
Qed.

Theorem different_zeros f (l : list R) : l <> [] -> NoDup l -> (forall z, In z l -> f z = 0) ->
  has_zeros f (length l).
Proof.
  intros Hl Hn Hz. destruct (sorted_points l Hl Hn) as (a & l' & E & I & Inc).
  exists a, l'. split; auto. apply increasing_zeros; auto.
Qed.

(** With fewer functions, fewer zeros suffice. *)
Theorem line c1 c2 : has_zeros (fun x => c1 + c2 * x) 2 -> c1 = 0 /\ c2 = 0.
Proof.
  intros H. assert (H1 : has_zeros (fun _ => c2) 1) by (revert H; apply has_zeros_derive; differentiate).
  destruct (has_zeros_one _ H1) as (a & Ea). subst c2.
  destruct (has_zeros_one _ (has_zeros_less _ _ H)) as (b & Eb). split; auto. lra.
Qed.

Theorem quadratic c1 c2 c3 : has_zeros (fun x => c1 + c2 * x + c3 * x ^ 2) 3 -> c1 = 0 /\ c2 = 0 /\ c3 = 0.
Proof.
  intros H.
  assert (H1 : has_zeros (fun x => c2 + 2 * c3 * x) 2) by (revert H; apply has_zeros_derive; differentiate).
  destruct (line _ _ H1) as [E2 E3]. assert (Z : c3 = 0) by lra. subst.
  destruct (has_zeros_one _ (has_zeros_less _ _ (has_zeros_less _ _ H))) as (b & Eb). repeat split; lra.
Qed.

Theorem line_with_exponential α c0 c1 c2 : α <> 0 ->
  has_zeros (fun x => c0 * exp (α * x) + (c1 + c2 * x)) 3 -> c0 = 0 /\ c1 = 0 /\ c2 = 0.
Proof.
  intros Hα H.
  assert (H1 : has_zeros (fun x => c0 * α * exp (α * x) + c2) 2)
    by (revert H; apply has_zeros_derive; differentiate).
  assert (H2 : has_zeros (fun x => c0 * α ^ 2 * exp (α * x)) 1)
    by (revert H1; apply has_zeros_derive; differentiate).
  destruct (has_zeros_one _ H2) as (a & Ea). assert (E0 : c0 = 0).
  { pose proof (exp_pos (α * a)). pose proof (pow_nonzero α 2 Hα).
    apply Rmult_integral in Ea as [Ea|Ea]; [|lra]. apply Rmult_integral in Ea as [Ea|Ea]; [auto|easy]. }
  subst c0. split; auto. apply line. apply has_zeros_less. revert H. apply has_zeros_ext. intros; ring.
Qed.
