(** Independent columns: an injective matrix is bounded below, its normal equations have a
    solution, and there are no more independent columns than runs.

    name                  ==  meaning
    injective l cols      ==  Jv = 0 over the design only for v = 0
    pair y v              ==  Σ y_j v_j
    combine_vectors       ==  v + t w, entry by entry
    normal_solution       ==  injective: JᵀJ x = y has a solution for every y
    bounded_below         ==  injective: some m > 0 has m |v|² ≤ |Jv|² for all v
    least_squares_exists  ==  m > 0: least squares has an unbiased estimator of each parameter …
    least_squares_sd      ==  … and its ‖c‖² is at most 1/m
    independent_at_most   ==  independent columns are no more than the runs                  *)

From Coq Require Import Reals List Lra Lia Psatz Classical.
From Offray Require Import Sums Gram Parallel Taylor Jacobian.
Import ListNotations.
Open Scope R_scope.

Definition injective {Run : Type} (l : list Run) (cols : list (Run -> R)) : Prop :=
  forall v, length v = length cols -> (forall i, In i l -> comb cols v i = 0) -> norm2 v = 0.

Fixpoint pair (y v : list R) : R :=
  match y, v with a :: y', b :: v' => a * b + pair y' v' | _, _ => 0 end.

Fixpoint combine_vectors (t : R) (v w : list R) : list R :=
  match v, w with a :: v', b :: w' => (a + t * b) :: combine_vectors t v' w' | _, _ => [] end.

Lemma combine_length t v w n : length v = n -> length w = n -> length (combine_vectors t v w) = n.
Proof.
  revert w n. induction v as [|a v IH]; intros [|b w] [|n] Hv Hw; try discriminate; auto.
  simpl. f_equal. apply IH; simpl in *; congruence.
Qed.

Lemma comb_combine {Run : Type} (cols : list (Run -> R)) t v w i :
  length v = length cols -> length w = length cols ->
  comb cols (combine_vectors t v w) i = comb cols v i + t * comb cols w i.
Proof.
  revert v w. induction cols as [|f cols IH]; intros [|a v] [|b w] Hv Hw; try discriminate; simpl; [ring|].
  rewrite IH by (simpl in *; congruence). ring.
Qed.

Lemma pair_combine y t v w n : length y = n -> length v = n -> length w = n ->
  pair y (combine_vectors t v w) = pair y v + t * pair y w.
Proof.
  revert v w n. induction y as [|c y IH]; intros [|a v] [|b w] [|n] Hy Hv Hw; try discriminate; simpl; [ring|].
  rewrite (IH v w n) by (simpl in *; congruence). ring.
Qed.

Lemma pair_dots {Run : Type} (l : list Run) f cols v :
  pair (map (dot l f) cols) v = dot l f (comb cols v).
Proof.
  revert v. induction cols as [|g cols IH]; intros v; simpl.
  - symmetry. apply sum_zero. intros. simpl. ring.
  - destruct v as [|a v].
    + symmetry. apply sum_zero. intros. simpl. ring.
    + rewrite IH. unfold dot. rewrite <- (sum_scal_r a), <- sum_plus. apply sum_ext. intros. simpl. ring.
Qed.

Lemma norm2_cons a v : norm2 (a :: v) = a² + norm2 v.
Proof. reflexivity. Qed.

Lemma norm2_combine t v w n : length v = n -> length w = n ->
  norm2 v <= 2 * norm2 (combine_vectors t v w) + 2 * t² * norm2 w.
Proof.
  revert w n. induction v as [|a v IH]; intros [|b w] [|n] Hv Hw; try discriminate.
  - unfold norm2; simpl. lra.
  - simpl combine_vectors. rewrite !norm2_cons.
    assert (H := IH w n ltac:(simpl in *; congruence) ltac:(simpl in *; congruence)).
    pose proof (Rle_0_sqr (a + 2 * (t * b))). unfold Rsqr in *. nra.
Qed.

Lemma norm2_zero v : norm2 v = 0 -> Forall (fun a => a = 0) v.
Proof.
  induction v as [|a v IH]; intros H; constructor; rewrite norm2_cons in H;
    pose proof (Rle_0_sqr a); pose proof (norm2_nonneg v).
  - apply Rsqr_0_uniq. lra.
  - apply IH. lra.
Qed.

Lemma zeros_length n : length (repeat 0 n) = n.
Proof. apply repeat_length. Qed.

Lemma comb_zeros {Run : Type} (cols : list (Run -> R)) n i : comb cols (repeat 0 n) i = 0.
Proof. revert n. induction cols as [|f cols IH]; intros [|n]; simpl; auto. rewrite IH. ring. Qed.

Lemma injective_tail {Run : Type} (l : list Run) f cols : injective l (f :: cols) -> injective l cols.
Proof.
  intros H v Hv Hz. specialize (H (0 :: v)). rewrite norm2_cons in H. simpl in H.
  rewrite <- H; [unfold Rsqr; ring|congruence|]. intros i Hi. rewrite (Hz i Hi). ring.
Qed.

(** f = comb cols v + r with r orthogonal to the columns. *)
Definition rest {Run : Type} (f : Run -> R) cols v (i : Run) : R := f i - comb cols v i.

Lemma rest_orthogonal {Run : Type} (l : list Run) f cols v w : length w = length cols ->
  (forall w, length w = length cols -> dot l (comb cols v) (comb cols w) = pair (map (dot l f) cols) w) ->
  dot l (rest f cols v) (comb cols w) = 0.
Proof.
  intros Hw H. specialize (H w Hw). rewrite pair_dots in H.
  transitivity (dot l f (comb cols w) - dot l (comb cols v) (comb cols w)); [|lra].
  unfold dot, rest. rewrite <- sum_minus. apply sum_ext. intros. ring.
Qed.

Lemma rest_pos {Run : Type} (l : list Run) f cols v : length v = length cols ->
  injective l (f :: cols) -> 0 < dot l (rest f cols v) (rest f cols v).
Proof.
  intros Hv H. destruct (dot_nonneg l (rest f cols v)) as [P|P]; auto. exfalso.
  assert (Z : forall i, In i l -> rest f cols v i = 0).
  { intros i Hi. apply Rsqr_0_uniq.
    apply (sum_nonneg_zero l (fun i => (rest f cols v i)²)); auto; intros; apply Rle_0_sqr. }
  specialize (H (1 :: combine_vectors (- 1) (repeat 0 (length cols)) v)).
  rewrite norm2_cons in H. simpl in H.
  assert (Hl := combine_length (- 1) (repeat 0 (length cols)) v _ (zeros_length _) Hv).
  pose proof (norm2_nonneg (combine_vectors (- 1) (repeat 0 (length cols)) v)).
  assert (E : 1² + norm2 (combine_vectors (- 1) (repeat 0 (length cols)) v) = 0).
  { apply H; [congruence|]. intros i Hi. rewrite comb_combine, comb_zeros by auto using zeros_length.
    specialize (Z i Hi). unfold rest in Z. lra. }
  unfold Rsqr in E at 1. lra.
Qed.

Theorem normal_solution {Run : Type} (l : list Run) cols : injective l cols ->
  forall y, length y = length cols -> exists x, length x = length cols /\
    forall v, length v = length cols -> dot l (comb cols x) (comb cols v) = pair y v.
Proof.
  induction cols as [|f cols IH]; intros Hi y Hy.
  - exists []. split; auto. intros v _. destruct y; [|discriminate]. simpl.
    apply sum_zero. intros. simpl. ring.
  - destruct y as [|a y]; [discriminate|]. injection Hy as Hy.
    specialize (IH (injective_tail l f cols Hi)).
    destruct (IH y Hy) as (x' & Hx' & Ex').
    destruct (IH (map (dot l f) cols)) as (u & Hu & Eu); [now rewrite map_length|].
    set (r := rest f cols u). pose proof (rest_pos l f cols u Hu Hi) as Hr. fold r in Hr.
    set (x0 := (a - pair y u) / dot l r r).
    exists (x0 :: combine_vectors (- x0) x' u). split; [simpl; f_equal; now apply combine_length|].
    intros [|b v] Hv; [discriminate|]. injection Hv as Hv.
    assert (E : forall i, comb (f :: cols) (x0 :: combine_vectors (- x0) x' u) i
                          = x0 * r i + comb cols x' i).
    { intros i. simpl. rewrite comb_combine by auto. unfold r, rest. ring. }
    assert (F : forall i, comb (f :: cols) (b :: v) i = b * (r i + comb cols u i) + comb cols v i)
      by (intros i; simpl; unfold r, rest; ring).
    transitivity (x0 * b * dot l r r + x0 * b * dot l r (comb cols u) + x0 * dot l r (comb cols v)
      + b * dot l r (comb cols x') + b * dot l (comb cols x') (comb cols u)
      + dot l (comb cols x') (comb cols v)).
    + unfold dot. rewrite <- !sum_scal, <- !sum_plus. apply sum_ext. intros i _. rewrite E, F. ring.
    + assert (O : forall w, length w = length cols -> dot l r (comb cols w) = 0)
        by (intros w Hw; now apply rest_orthogonal).
      rewrite !O, (Ex' u Hu), (Ex' v Hv) by auto. simpl. unfold x0. field. lra.
Qed.

Theorem bounded_below {Run : Type} (l : list Run) cols : injective l cols ->
  exists m, 0 < m /\ rayleigh_lower l cols m.
Proof.
  induction cols as [|f cols IH]; intros Hi.
  - exists 1. split; [lra|]. intros [|a v] Hv; [|discriminate]. unfold norm2. simpl.
    rewrite Rmult_0_r. apply form_nonneg_cols.
  - pose proof (injective_tail l f cols Hi) as Ht. destruct (IH Ht) as (m & Hm & Hl).
    destruct (normal_solution l cols Ht (map (dot l f) cols)) as (u & Hu & Eu); [now rewrite map_length|].
    set (r := rest f cols u). pose proof (rest_pos l f cols u Hu Hi) as Hr. fold r in Hr.
    set (ρ := dot l r r) in *. set (n := norm2 u). assert (Hn : 0 <= n) by apply norm2_nonneg.
    set (C := (1 + 2 * n) / ρ + 2 / m).
    assert (HC : 0 < C).
    { apply Rplus_lt_0_compat; apply Rdiv_lt_0_compat; lra. }
    exists (/ C). split; [now apply Rinv_0_lt_compat|].
    intros [|a v] Hv; [discriminate|]. injection Hv as Hv. rewrite norm2_cons.
    set (w := combine_vectors a v u).
    assert (Hw : length w = length cols) by now apply combine_length.
    assert (E : form l (f :: cols) (a :: v) = a² * ρ + form l cols w).
    { transitivity (a² * ρ + 2 * a * dot l r (comb cols w) + form l cols w).
      - unfold form, ρ, dot. rewrite <- !sum_scal, <- !sum_plus. apply sum_ext. intros i _.
        simpl. unfold w. rewrite comb_combine by auto. unfold r, rest, Rsqr. ring.
      - assert (O : dot l r (comb cols w) = 0) by now apply rest_orthogonal.
        rewrite O. ring. }
    rewrite E. pose proof (Hl w Hw) as H1. pose proof (norm2_combine a v u _ Hv Hu) as H2. fold w n in H2.
    pose proof (Rle_0_sqr a) as Ha. set (F := form l cols w) in *. set (q := norm2 w) in *.
    assert (HF : 0 <= F) by apply form_nonneg_cols.
    apply Rmult_le_reg_l with C; auto. rewrite <- Rmult_assoc, Rinv_r, Rmult_1_l by lra.
    assert (Q : q <= F / m).
    { apply Rmult_le_reg_l with m; auto. replace (m * (F / m)) with F by (field; lra). exact H1. }
    apply Rle_trans with (a² * (1 + 2 * n) + 2 * (F / m)); [nra|].
    replace (C * (a² * ρ + F)) with (a² * (1 + 2 * n) + 2 * (F / m)
      + (2 / m * (a² * ρ) + (1 + 2 * n) / ρ * F)) by (unfold C; field; lra).
    assert (0 <= 2 / m * (a² * ρ)).
    { apply Rmult_le_pos; [left; apply Rdiv_lt_0_compat; lra|]. apply Rmult_le_pos; lra. }
    assert (0 <= (1 + 2 * n) / ρ * F).
    { apply Rmult_le_pos; auto. left; apply Rdiv_lt_0_compat; lra. }
    lra.
Qed.

Lemma positive_injective {Run : Type} (l : list Run) cols m :
  0 < m -> rayleigh_lower l cols m -> injective l cols.
Proof.
  intros Hm H v Hv Hz. specialize (H v Hv). assert (F : form l cols v = 0).
  { apply sum_zero. intros i Hi. rewrite (Hz i Hi). unfold Rsqr; ring. }
  pose proof (norm2_nonneg v). rewrite F in H. nra.
Qed.

(** The unit vector of parameter j reads off its coefficient. *)
Fixpoint unit_vector (n j : nat) : list R :=
  match n with
  | O => []
  | S n' => match j with O => 1 :: repeat 0 n' | S j' => 0 :: unit_vector n' j' end
  end.

Lemma pair_zeros n v : pair (repeat 0 n) v = 0.
Proof. revert v. induction n as [|n IH]; intros [|a v]; simpl; auto. rewrite IH. ring. Qed.

Lemma unit_length n j : length (unit_vector n j) = n.
Proof. revert j. induction n as [|n IH]; intros [|j]; simpl; auto. now rewrite repeat_length. Qed.

Lemma pair_unit n j v : length v = n -> pair (unit_vector n j) v = coefficient j v.
Proof.
  unfold coefficient. revert j v. induction n as [|n IH]; intros j v Hv.
  - destruct v; [|discriminate]. destruct j; reflexivity.
  - destruct v as [|a v]; [discriminate|]. injection Hv as Hv. destruct j as [|j]; simpl.
    + rewrite pair_zeros. ring.
    + rewrite IH by auto. ring.
Qed.

Theorem least_squares_exists {Run : Type} (l : list Run) cols m j :
  0 < m -> rayleigh_lower l cols m -> exists x, length x = length cols /\
    (forall v, length v = length cols -> dot l (comb cols x) (comb cols v) = coefficient j v)
    /\ unbiased l cols j (comb cols x).
Proof.
  intros Hm H.
  destruct (normal_solution l cols (positive_injective l cols m Hm H) (unit_vector (length cols) j))
    as (x & Hx & E); [apply unit_length|].
  exists x. split; auto. assert (E' : forall v, length v = length cols ->
    dot l (comb cols x) (comb cols v) = coefficient j v).
  { intros v Hv. rewrite (E v Hv). now apply pair_unit. }
  now split.
Qed.

(** The standard deviation of least squares from above. *)
Theorem least_squares_sd {Run : Type} (l : list Run) cols j x m σ : 0 < m -> rayleigh_lower l cols m ->
  0 <= σ -> length x = length cols ->
  (forall v, length v = length cols -> dot l (comb cols x) (comb cols v) = coefficient j v) ->
  standard_deviation l σ (comb cols x) <= σ / sqrt m.
Proof.
  intros Hm Hl Hσ Hx H. destruct (normal_equations l cols j x Hx H) as [_ E].
  pose proof (Hl x Hx) as H1. rewrite form_norm in H1. pose proof (coefficient_le x j) as H2.
  rewrite <- E in H2. set (s := norm l (comb cols x)) in *.
  assert (Hs : 0 <= s) by apply norm_nonneg. unfold standard_deviation. fold s. unfold Rdiv.
  apply Rmult_le_compat_l; auto. assert (Hq : 0 < sqrt m) by now apply sqrt_lt_R0.
  assert (Hqq : sqrt m * sqrt m = m) by (apply sqrt_sqrt; lra). set (q := sqrt m) in *.
  apply Rmult_le_reg_l with q; auto. rewrite Rinv_r by lra.
  destruct (Rle_lt_dec s 0) as [Z|Z]; [assert (Z' : s = 0) by lra; rewrite Z'; lra|].
  assert (K : m * (s²)² <= s²).
  { apply Rle_trans with (2 := H1). apply Rmult_le_compat_l; [lra|exact H2]. }
  assert (Hs2 : 0 < s²) by (apply Rlt_0_sqr; lra).
  assert (K' : (q * s)² <= 1²).
  { apply Rmult_le_reg_r with (s²); auto. replace ((q * s)² * s²) with (m * (s²)²)
      by (rewrite <- Hqq at 1; unfold Rsqr; ring). replace (1²) with 1 by (unfold Rsqr; ring). lra. }
  apply Rsqr_incr_0_var; lra.
Qed.

(** No more independent columns than runs. *)
Definition eliminate {Run : Type} (f : Run -> R) (i : Run) (g : Run -> R) (j : Run) : R :=
  g j - g i / f i * f j.

Lemma comb_eliminate {Run : Type} (f : Run -> R) i cols v j :
  comb (map (eliminate f i) cols) v j = comb cols v j - comb cols v i / f i * f j.
Proof.
  revert v. induction cols as [|g cols IH]; intros [|a v]; simpl; try (unfold Rdiv; ring).
  rewrite IH. unfold eliminate, Rdiv. ring.
Qed.

Lemma comb_app {Run : Type} (c1 c2 : list (Run -> R)) v1 v2 i : length v1 = length c1 ->
  comb (c1 ++ c2) (v1 ++ v2) i = comb c1 v1 i + comb c2 v2 i.
Proof.
  revert v1. induction c1 as [|f c1 IH]; intros [|a v1] H; try discriminate; simpl; [ring|].
  rewrite IH by (simpl in *; congruence). ring.
Qed.

Lemma norm2_app v w : norm2 (v ++ w) = norm2 v + norm2 w.
Proof. unfold norm2. apply sum_app. Qed.

Theorem independent_at_most {Run : Type} (l : list Run) : forall cols : list (Run -> R),
  injective l cols -> (length cols <= length l)%nat.
Proof.
  induction l as [|i l IH]; intros cols H.
  - destruct cols as [|f cols]; auto. exfalso.
    specialize (H (1 :: repeat 0 (length cols))). rewrite norm2_cons in H.
    pose proof (norm2_nonneg (repeat 0 (length cols))).
    assert (E : 1² + norm2 (repeat 0 (length cols)) = 0)
      by (apply H; [simpl; now rewrite repeat_length|easy]).
    unfold Rsqr in E at 1. lra.
  - assert (D : (forall f, In f cols -> f i = 0) \/ exists c1 f c2, cols = c1 ++ f :: c2 /\ f i <> 0).
    { clear H. induction cols as [|g cols IHc]; [left; easy|].
      destruct (Req_dec (g i) 0) as [Z|Z].
      - destruct IHc as [A|(c1 & f & c2 & E & F)].
        + left. intros f [<-|Hf]; auto.
        + right. exists (g :: c1), f, c2. split; auto. now rewrite E.
      - right. exists [], g, cols. now split. }
    destruct D as [A|(c1 & f & c2 & -> & F)].
    + apply le_S, IH. intros v Hv Hz. apply H; auto. intros j [<-|Hj]; auto.
      clear -A. revert v. induction cols as [|g cols IHc]; intros [|a v]; simpl; auto.
      rewrite IHc, (A g) by (simpl in *; auto). ring.
    + assert (Hl : (length (map (eliminate f i) (c1 ++ c2)) <= length l)%nat).
      { apply IH. intros v Hv Hz. rewrite map_length in Hv.
        set (v1 := firstn (length c1) v). set (v2 := skipn (length c1) v).
        assert (Ev : v = v1 ++ v2) by (symmetry; apply firstn_skipn).
        rewrite app_length in Hv.
        assert (L1 : length v1 = length c1) by (apply firstn_length_le; lia).
        assert (L2 : length v2 = length c2) by (unfold v2; rewrite skipn_length; lia).
        set (t := comb (c1 ++ c2) v i / f i).
        assert (E : forall j, comb (c1 ++ f :: c2) (v1 ++ (- t) :: v2) j
                              = comb (map (eliminate f i) (c1 ++ c2)) v j).
        { intros j. rewrite comb_eliminate, comb_app by auto. fold t.
          rewrite Ev, comb_app by auto. simpl. ring. }
        assert (Z : norm2 (v1 ++ (- t) :: v2) = 0).
        { apply H; [rewrite !app_length; simpl; lia|]. intros j [<-|Hj].
          - rewrite E, comb_eliminate. field. auto.
          - rewrite E. now apply Hz. }
        rewrite Ev. rewrite norm2_app, norm2_cons in Z. rewrite norm2_app.
        pose proof (Rle_0_sqr (- t)). pose proof (norm2_nonneg v1). pose proof (norm2_nonneg v2). lra. }
      rewrite map_length, app_length in Hl. rewrite app_length. simpl. lia.
Qed.
