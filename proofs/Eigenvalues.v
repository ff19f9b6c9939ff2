(** Eigenvalues of JᵀJ one by one, after Courant and Fischer: a bound of ‖Ju‖² on a subspace.

    name                  ==  meaning
    member n us c         ==  Σ c_k u_k in R^n
    subspace n d us       ==  d independent vectors of R^n
    eigenvalue_at_most    ==  the j-th smallest eigenvalue is ≤ M: ‖Ju‖² ≤ M|u|² on a subspace of
                              dimension j
    eigenvalue_at_least   ==  it is ≥ m: ‖Ju‖² ≥ m|u|² on a subspace of dimension n − j + 1
    eigenvalue_order      ==  the two speak of one number: then m ≤ M
    smallest_at_least, largest_at_most, smallest_at_most
                          ==  a bound of λ_min or λ_max is one of the first or last eigenvalue *)

From Coq Require Import Reals List Lra Lia Psatz Classical.
From Offray Require Import Sums Gram Parallel Taylor Jacobian Independent.
Import ListNotations.
Open Scope R_scope.

(** A subspace of R^n is given by vectors us; its members are Σ c_k u_k,
    computed entry by entry. *)
Fixpoint member (n : nat) (us : list (list R)) (c : list R) : list R :=
  match us, c with
  | u :: us', a :: c' => combine_vectors a (member n us' c') u
  | _, _ => repeat 0 n
  end.

Definition subspace (n d : nat) (us : list (list R)) : Prop :=
  length us = d /\ Forall (fun u => length u = n) us
  /\ forall c, length c = d -> norm2 (member n us c) = 0 -> norm2 c = 0.

(** With n columns: the j-th smallest eigenvalue of JᵀJ, j from 1. *)
Definition eigenvalue_at_most {Run : Type} (l : list Run) cols (j : nat) (M : R) : Prop :=
  exists us, subspace (length cols) j us /\
    forall c, length c = j -> let u := member (length cols) us c in form l cols u <= M * norm2 u.
Definition eigenvalue_at_least {Run : Type} (l : list Run) cols (j : nat) (m : R) : Prop :=
  exists us, subspace (length cols) (length cols + 1 - j) us /\
    forall c, length c = (length cols + 1 - j)%nat ->
      let u := member (length cols) us c in m * norm2 u <= form l cols u.

Lemma member_length n us c : Forall (fun u => length u = n) us -> length (member n us c) = n.
Proof.
  revert c. induction us as [|u us IH]; intros [|a c] H; simpl; try apply repeat_length.
  inversion H; subst. apply combine_length; auto.
Qed.

(** The entry i of a member, as a combination of columns over the indices. *)
Definition entry (u : list R) (i : nat) : R := nth i u 0.

Lemma combine_entry t v w n i : length v = n -> length w = n ->
  entry (combine_vectors t v w) i = entry v i + t * entry w i.
Proof.
  unfold entry. revert w n i. induction v as [|a v IH]; intros [|b w] [|n] i Hv Hw; try discriminate.
  - destruct i; simpl; ring.
  - destruct i as [|i]; simpl; auto. apply (IH w n); simpl in *; congruence.
Qed.

Lemma member_entry n us c i : Forall (fun u => length u = n) us -> (i < n)%nat -> length c = length us ->
  entry (member n us c) i = comb (map entry us) c i.
Proof.
  revert c. induction us as [|u us IH]; intros [|a c] H Hi Hc; try discriminate; simpl.
  - unfold entry. now rewrite nth_repeat.
  - inversion H; subst. rewrite (combine_entry _ _ _ (length u)); auto.
    + rewrite IH; auto. ring.
    + now apply member_length.
Qed.

Lemma entries_zero u : (forall i, (i < length u)%nat -> entry u i = 0) -> norm2 u = 0.
Proof.
  intros H. apply sum_zero. intros a Ha. destruct (In_nth u a 0 Ha) as (i & Hi & <-).
  specialize (H i Hi). unfold entry in H. rewrite H. unfold Rsqr; ring.
Qed.

Lemma member_app n us ws c d : Forall (fun u => length u = n) us -> Forall (fun u => length u = n) ws ->
  length c = length us -> length d = length ws ->
  forall i, (i < n)%nat ->
  comb (map entry (us ++ ws)) (c ++ d) i = entry (member n us c) i + entry (member n ws d) i.
Proof.
  intros Hu Hw Hc Hd i Hi. rewrite map_app, comb_app, !(member_entry n) by (auto; now rewrite map_length).
  reflexivity.
Qed.

Lemma classic_injective {Run : Type} (l : list Run) (cols : list (Run -> R)) : injective l cols \/
  exists v, length v = length cols /\ (forall i, In i l -> comb cols v i = 0) /\ norm2 v <> 0.
Proof.
  destruct (classic (exists v, length v = length cols /\ (forall i, In i l -> comb cols v i = 0)
    /\ norm2 v <> 0)) as [H|H]; auto.
  left. intros v Hv Hz. destruct (Req_dec (norm2 v) 0) as [Z|Z]; auto. exfalso. apply H. now exists v.
Qed.

(** d₁ + d₂ > n: the subspaces have a vector in common. *)
Lemma common_vector n d1 d2 us ws : subspace n d1 us -> subspace n d2 ws -> (n < d1 + d2)%nat ->
  exists c d, length c = d1 /\ length d = d2 /\ norm2 c + norm2 d <> 0
    /\ forall i, (i < n)%nat -> entry (member n us c) i + entry (member n ws d) i = 0.
Proof.
  intros (Lu & Fu & _) (Lw & Fw & _) Hn.
  destruct (classic_injective (seq 0 n) (map entry (us ++ ws))) as [H|H].
  - apply independent_at_most in H. rewrite map_length, app_length, seq_length in H. lia.
  - destruct H as (v & Hv & Hz & Hne). rewrite map_length, app_length in Hv.
    set (c := firstn d1 v). set (d := skipn d1 v).
    assert (Ev : v = c ++ d) by (symmetry; apply firstn_skipn).
    assert (Lc : length c = d1) by (apply firstn_length_le; lia).
    assert (Ld : length d = d2) by (unfold d; rewrite skipn_length; lia).
    exists c, d. split; auto. split; auto. split.
    + rewrite <- norm2_app, <- Ev. exact Hne.
    + intros i Hi. rewrite <- (member_app n us ws c d) by (auto; congruence). rewrite <- Ev.
      apply Hz. apply in_seq. lia.
Qed.

Lemma comb_opposite {Run : Type} (cols : list (Run -> R)) v i : comb cols (map Ropp v) i = - comb cols v i.
Proof.
  revert v. induction cols as [|f cols IH]; intros [|a v]; simpl; try ring. rewrite IH. ring.
Qed.

Theorem eigenvalue_order {Run : Type} (l : list Run) cols j m M :
  eigenvalue_at_least l cols j m -> eigenvalue_at_most l cols j M -> m <= M.
Proof.
  intros (ws & Sw & Hw) (us & Su & Hu). set (n := length cols) in *.
  destruct (common_vector n j (n + 1 - j) us ws Su Sw) as (c & d & Lc & Ld & Hne & Hz); [lia|].
  specialize (Hu c Lc). specialize (Hw d Ld). destruct Su as (_ & Fu & Iu). destruct Sw as (_ & Fw & Iw).
  specialize (Iu c Lc). specialize (Iw d Ld).
  pose proof (member_length n us c Fu) as L1. pose proof (member_length n ws d Fw) as L2.
  set (u := member n us c) in *. set (w := member n ws d) in *. cbv zeta in Hu, Hw.
  assert (E : u = map Ropp w).
  { apply (nth_ext u (map Ropp w) 0 0); [rewrite map_length; congruence|]. intros i Hi.
    rewrite <- Ropp_0 at 2. rewrite (map_nth Ropp). specialize (Hz i). unfold entry in Hz.
    rewrite L1 in Hi. specialize (Hz Hi). lra. }
  assert (C : forall i, comb cols u i = - comb cols w i).
  { intros i. rewrite E. apply comb_opposite. }
  assert (N : norm2 u = norm2 w).
  { rewrite E. unfold norm2. rewrite sum_map. apply sum_ext. intros. unfold Rsqr; ring. }
  assert (F : form l cols u = form l cols w).
  { apply sum_ext. intros i _. rewrite C. unfold Rsqr; ring. }
  destruct (norm2_nonneg u) as [P|P].
  - apply Rmult_le_reg_r with (norm2 u); auto. rewrite N, F in *. lra.
  - exfalso. apply Hne. rewrite Iu, Iw by congruence. ring.
Qed.

Lemma eigenvalue_weaken {Run : Type} (l : list Run) cols j m m' : m' <= m ->
  eigenvalue_at_least l cols j m -> eigenvalue_at_least l cols j m'.
Proof.
  intros Hm (us & S & H). exists us. split; auto. intros c Hc u. specialize (H c Hc). cbv zeta in H. fold u in H.
  apply Rle_trans with (2 := H). apply Rmult_le_compat_r; auto. apply norm2_nonneg.
Qed.

Lemma eigenvalue_loosen {Run : Type} (l : list Run) cols j M M' : M <= M' ->
  eigenvalue_at_most l cols j M -> eigenvalue_at_most l cols j M'.
Proof.
  intros Hm (us & S & H). exists us. split; auto. intros c Hc u. specialize (H c Hc). cbv zeta in H. fold u in H.
  apply Rle_trans with (1 := H). apply Rmult_le_compat_r; auto. apply norm2_nonneg.
Qed.

(** The whole space. *)
Lemma member_units n c : length c = n -> member n (map (unit_vector n) (seq 0 n)) c = c.
Proof.
  intros Hc. set (us := map (unit_vector n) (seq 0 n)).
  assert (Lu : length us = n) by (unfold us; now rewrite map_length, seq_length).
  assert (Fu : Forall (fun u => length u = n) us).
  { apply Forall_forall. intros u Hu. apply in_map_iff in Hu as (j & <- & _). apply unit_length. }
  apply (nth_ext _ _ 0 0); [now rewrite member_length|]. rewrite member_length by auto. intros i Hi.
  change (entry (member n us c) i = nth i c 0). rewrite member_entry by (auto; congruence).
  unfold us. rewrite map_map. clear us Lu Fu.
  assert (E : forall m a, comb (map (fun j => entry (unit_vector n j)) (seq a m)) c i
    = if andb (Nat.leb a i) (Nat.ltb i (a + m)) then nth (i - a) c 0 else 0).
  { clear -Hi. revert c. intros c m a. revert c a. induction m as [|m IH]; intros c a; simpl.
    - destruct (Nat.leb_spec a i), (Nat.ltb_spec i (a + 0)); simpl; auto. lia.
    - assert (U : entry (unit_vector n a) i = if Nat.eqb a i then 1 else 0).
      { unfold entry. clear -Hi. revert a i Hi. induction n as [|n' IHn]; intros a i Hi; [lia|].
        destruct a as [|a], i as [|i]; simpl; auto.
        - now rewrite nth_repeat.
        - apply IHn. lia. }
      destruct c as [|b c].
      + destruct (Nat.leb_spec a i), (Nat.ltb_spec i (a + S m)); simpl; auto; now destruct (i - a)%nat.
      + rewrite IH, U.
        destruct (Nat.eqb_spec a i), (Nat.leb_spec a i), (Nat.ltb_spec i (a + S m)),
          (Nat.leb_spec (S a) i), (Nat.ltb_spec i (S a + m)); simpl; try lia; try ring.
        * subst. rewrite Nat.sub_diag. ring.
        * replace (i - a)%nat with (S (i - S a)) by lia. simpl. ring. }
  rewrite E. simpl. destruct (Nat.ltb_spec i n); [|lia]. now rewrite Nat.sub_0_r.
Qed.

Lemma subspace_units n : subspace n n (map (unit_vector n) (seq 0 n)).
Proof.
  split; [now rewrite map_length, seq_length|]. split.
  - apply Forall_forall. intros u Hu. apply in_map_iff in Hu as (j & <- & _). apply unit_length.
  - intros c Hc. now rewrite member_units.
Qed.

Theorem smallest_at_least {Run : Type} (l : list Run) cols m :
  rayleigh_lower l cols m -> eigenvalue_at_least l cols 1 m.
Proof.
  intros H. exists (map (unit_vector (length cols)) (seq 0 (length cols))).
  rewrite Nat.add_sub. split; [apply subspace_units|]. intros c Hc. cbv zeta.
  rewrite member_units by auto. now apply H.
Qed.

Theorem largest_at_most {Run : Type} (l : list Run) cols M :
  rayleigh_upper l cols M -> eigenvalue_at_most l cols (length cols) M.
Proof.
  intros H. exists (map (unit_vector (length cols)) (seq 0 (length cols))).
  split; [apply subspace_units|]. intros c Hc. cbv zeta. rewrite member_units by auto. now apply H.
Qed.

Lemma smallest_at_most {Run : Type} (l : list Run) cols M v : length v = length cols -> 0 < norm2 v ->
  form l cols v <= M * norm2 v -> eigenvalue_at_most l cols 1 M.
Proof.
  intros Hv Hn H. exists [v]. set (n := length cols) in *.
  assert (E : forall a, member n [v] [a] = map (Rmult a) v).
  { intros a. simpl. rewrite <- Hv. clear. induction v as [|b v IH]; simpl; auto. rewrite IH. f_equal. ring. }
  assert (N : forall a, norm2 (map (Rmult a) v) = a² * norm2 v).
  { intros a. unfold norm2. rewrite sum_map, <- sum_scal. apply sum_ext. intros; unfold Rsqr; ring. }
  split.
  - split; auto. split; [now constructor|]. intros [|a [|? ?]] Hc; try discriminate.
    rewrite E, N. intros Z. apply Rmult_integral in Z as [Z|Z]; [|lra]. unfold norm2. simpl. rewrite Z. ring.
  - intros [|a [|? ?]] Hc; try discriminate. cbv zeta. rewrite E, N.
    replace (form l cols (map (Rmult a) v)) with (a² * form l cols v).
    + replace (M * (a² * norm2 v)) with (a² * (M * norm2 v)) by ring.
      apply Rmult_le_compat_l; auto. apply Rle_0_sqr.
    + unfold form. rewrite <- sum_scal. apply sum_ext. intros i _. rewrite <- Rsqr_mult. f_equal.
      clear. revert v. induction cols as [|f cs IH]; intros [|b v]; simpl; try ring. rewrite <- IH. ring.
Qed.
