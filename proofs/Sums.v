(** Finite sums over a design, and Lagrange's identity.

    name                  ==  meaning
    Σ i ∈ l, e            ==  sum of e over the runs i of the design l, repeats counted
    dot l f g             ==  ⟨f, g⟩ = Σ f_i g_i, inner product of two columns
    spread l w r          ==  Σw Σwr² − (Σwr)² = (Σw)² Var_w(r)
    sum_ext … sum_prod    ==  linearity, monotony, sums over a product of designs
    lagrange              ==  ⟨f,f⟩⟨g,g⟩ − ⟨f,g⟩² = ½ ΣΣ (f_i g_j − f_j g_i)²
    cauchy_schwarz        ==  ⟨f,g⟩² ≤ ⟨f,f⟩⟨g,g⟩
    spread_pairs          ==  spread w r = ½ ΣΣ w_i w_j (r_i − r_j)²
    spread_zero_iff       ==  for w > 0: spread = 0 exactly when r is the same at all runs
    popoviciu             ==  values in [a, b]: m Σr² − (Σr)² ≤ (m (b − a)/2)²
    popoviciu_strict      ==  strictly, when one value lies strictly between      *)

From Coq Require Import Reals List Lra Psatz.
Import ListNotations.
Open Scope R_scope.

Fixpoint sum {A : Type} (l : list A) (f : A -> R) : R :=
  match l with [] => 0 | i :: l' => f i + sum l' f end.

Notation "'Σ' i ∈ l , e" := (sum l (fun i => e))
  (at level 45, i name, l at level 40, e at level 45, format "'Σ'  i  ∈  l ,  e") : R_scope.

Definition count {A : Type} (l : list A) : R := Σ i ∈ l, 1.
Definition dot {A : Type} (l : list A) (f g : A -> R) : R := Σ i ∈ l, f i * g i.
Definition spread {A : Type} (l : list A) (w r : A -> R) : R :=
  (Σ i ∈ l, w i) * (Σ i ∈ l, w i * (r i)²) - (Σ i ∈ l, w i * r i)².

Section Sums.
Context {A : Type}.
Implicit Types (l : list A) (f g w r : A -> R).

Lemma sum_ext l f g : (forall i, In i l -> f i = g i) -> sum l f = sum l g.
Proof.
  induction l as [|a l IH]; simpl; intros H; [reflexivity|].
  rewrite (H a), IH; auto.
Qed.

Lemma sum_plus l f g : sum l (fun i => f i + g i) = sum l f + sum l g.
Proof. induction l; simpl; lra. Qed.

Lemma sum_minus l f g : sum l (fun i => f i - g i) = sum l f - sum l g.
Proof. induction l; simpl; lra. Qed.

Lemma sum_scal c l f : sum l (fun i => c * f i) = c * sum l f.
Proof. induction l as [|a l IH]; simpl; [ring | rewrite IH; ring]. Qed.

Lemma sum_scal_r c l f : sum l (fun i => f i * c) = sum l f * c.
Proof. induction l as [|a l IH]; simpl; [ring | rewrite IH; ring]. Qed.

Lemma sum_zero l f : (forall i, In i l -> f i = 0) -> sum l f = 0.
Proof.
  induction l as [|a l IH]; simpl; intros H; [reflexivity|].
  rewrite (H a), IH; auto; ring.
Qed.

Lemma sum_le l f g : (forall i, In i l -> f i <= g i) -> sum l f <= sum l g.
Proof.
  induction l as [|a l IH]; simpl; intros H; [lra|].
  apply Rplus_le_compat; auto.
Qed.

Lemma sum_nonneg l f : (forall i, In i l -> 0 <= f i) -> 0 <= sum l f.
Proof.
  intros H. replace 0 with (sum l (fun _ => 0)) by (apply sum_zero; auto).
  now apply sum_le.
Qed.

Lemma sum_pos l f : l <> [] -> (forall i, In i l -> 0 < f i) -> 0 < sum l f.
Proof.
  destruct l as [|a l]; intros Hl H; [now destruct Hl|simpl].
  assert (0 <= sum l f) by (apply sum_nonneg; intros; left; apply H; now right).
  assert (0 < f a) by (apply H; now left). lra.
Qed.

Lemma sum_ge_one l f a : (forall i, In i l -> 0 <= f i) -> In a l -> f a <= sum l f.
Proof.
  induction l as [|b l IH]; simpl; intros H Ha; [easy|].
  assert (0 <= sum l f) by (apply sum_nonneg; auto).
  assert (0 <= f b) by auto.
  destruct Ha as [<-|Ha]; [lra|]. specialize (IH (fun i Hi => H i (or_intror Hi)) Ha). lra.
Qed.

Lemma sum_nonneg_zero l f :
  (forall i, In i l -> 0 <= f i) -> sum l f = 0 -> forall i, In i l -> f i = 0.
Proof.
  intros H H0 i Hi. pose proof (sum_ge_one l f i H Hi). specialize (H i Hi). lra.
Qed.

Lemma sum_app l m f : sum (l ++ m) f = sum l f + sum m f.
Proof. induction l as [|a l IH]; simpl; [ring | rewrite IH; ring]. Qed.

End Sums.

Lemma sum_map {A B : Type} (h : B -> A) (m : list B) (f : A -> R) :
  sum (map h m) f = Σ j ∈ m, f (h j).
Proof. induction m as [|b m IH]; simpl; [reflexivity | now rewrite IH]. Qed.

Section Products.
Context {A : Type}.
Implicit Types (l : list A) (f g w r : A -> R).

Lemma sum_swap {B : Type} l (m : list B) (f : A -> B -> R) :
  (Σ i ∈ l, Σ j ∈ m, f i j) = Σ j ∈ m, Σ i ∈ l, f i j.
Proof.
  induction l as [|a l IH]; simpl.
  - symmetry. apply sum_zero; auto.
  - rewrite IH, <- sum_plus. reflexivity.
Qed.

Lemma sum_prod {B : Type} l (m : list B) (f : A * B -> R) :
  sum (list_prod l m) f = Σ i ∈ l, Σ j ∈ m, f (i, j).
Proof.
  induction l as [|a l IH]; simpl; [reflexivity|].
  now rewrite sum_app, IH, sum_map.
Qed.

End Products.

Section Identities.
Context {A : Type}.
Implicit Types (l : list A) (f g w r : A -> R).

Lemma count_pos l : l <> [] -> 0 < count l.
Proof. intros H. apply sum_pos; auto; intros; lra. Qed.

Lemma dot_sym l f g : dot l f g = dot l g f.
Proof. apply sum_ext; intros; ring. Qed.

Lemma dot_nonneg l f : 0 <= dot l f f.
Proof. apply sum_nonneg; intros i _; apply Rle_0_sqr. Qed.

Theorem lagrange l f g :
  dot l f f * dot l g g - (dot l f g)²
  = / 2 * Σ i ∈ l, Σ j ∈ l, (f i * g j - f j * g i)².
Proof.
  transitivity (/ 2 * Σ i ∈ l, ((f i * f i) * dot l g g + (- 2 * (f i * g i)) * dot l f g
                                + (g i * g i) * dot l f f)).
  - rewrite !sum_plus, !sum_scal_r, (sum_scal (- 2)). unfold Rsqr.
    change (sum l (fun i => f i * f i)) with (dot l f f).
    change (sum l (fun i => f i * g i)) with (dot l f g).
    change (sum l (fun i => g i * g i)) with (dot l g g). field.
  - f_equal. apply sum_ext; intros i _. unfold dot.
    rewrite <- !sum_scal, <- !sum_plus. apply sum_ext; intros j _. unfold Rsqr; ring.
Qed.

Theorem cauchy_schwarz l f g : (dot l f g)² <= dot l f f * dot l g g.
Proof.
  pose proof (lagrange l f g) as H.
  assert (0 <= Σ i ∈ l, Σ j ∈ l, (f i * g j - f j * g i)²).
  { apply sum_nonneg; intros i _; apply sum_nonneg; intros j _; apply Rle_0_sqr. }
  lra.
Qed.

Theorem spread_pairs l w r :
  spread l w r = / 2 * Σ i ∈ l, Σ j ∈ l, w i * w j * (r i - r j)².
Proof.
  unfold spread.
  transitivity (/ 2 * Σ i ∈ l, ((w i * (r i)²) * (Σ j ∈ l, w j) + (- 2 * (w i * r i)) * (Σ j ∈ l, w j * r j)
                                + w i * (Σ j ∈ l, w j * (r j)²))).
  - rewrite !sum_plus, !sum_scal_r, (sum_scal (- 2)). unfold Rsqr.
    change (sum l (fun i => w i)) with (sum l w).
    field.
  - f_equal. apply sum_ext; intros i _.
    rewrite <- !sum_scal, <- !sum_plus. apply sum_ext; intros j _. unfold Rsqr; ring.
Qed.

Lemma spread_nonneg l w r : (forall i, In i l -> 0 <= w i) -> 0 <= spread l w r.
Proof.
  intros H. rewrite spread_pairs.
  assert (0 <= Σ i ∈ l, Σ j ∈ l, w i * w j * (r i - r j)²).
  { apply sum_nonneg; intros i Hi; apply sum_nonneg; intros j Hj.
    apply Rmult_le_pos; [apply Rmult_le_pos|apply Rle_0_sqr]; auto. }
  lra.
Qed.

Theorem spread_zero_iff l w r : (forall i, In i l -> 0 < w i) ->
  (spread l w r = 0 <-> forall i j, In i l -> In j l -> r i = r j).
Proof.
  intros Hw. rewrite spread_pairs. split.
  - intros H i j Hi Hj.
    assert (Hn : forall i j, In i l -> In j l -> 0 <= w i * w j * (r i - r j)²).
    { intros a b Ha Hb. apply Rmult_le_pos; [|apply Rle_0_sqr].
      apply Rmult_le_pos; left; auto. }
    assert (H1 : (Σ j ∈ l, w i * w j * (r i - r j)²) = 0).
    { refine (sum_nonneg_zero l (fun i => Σ j ∈ l, w i * w j * (r i - r j)²) _ _ i Hi).
      - intros a Ha; apply sum_nonneg; auto.
      - lra. }
    assert (H2 : w i * w j * (r i - r j)² = 0).
    { refine (sum_nonneg_zero l (fun j => w i * w j * (r i - r j)²) _ _ j Hj); auto. }
    pose proof (Hw i Hi); pose proof (Hw j Hj).
    apply Rmult_integral in H2 as [H2|H2]; [nra|]. apply Rsqr_0_uniq in H2. lra.
  - intros H. rewrite (sum_zero l); [ring|]. intros i Hi. apply sum_zero; intros j Hj.
    rewrite (H i j Hi Hj). unfold Rsqr; ring.
Qed.

Lemma spread_pos l w r i j : (forall i, In i l -> 0 < w i) ->
  In i l -> In j l -> r i <> r j -> 0 < spread l w r.
Proof.
  intros Hw Hi Hj Hr. destruct (Rle_lt_or_eq_dec 0 (spread l w r)) as [H|H]; auto.
  - apply spread_nonneg; intros; left; auto.
  - exfalso. apply Hr. now apply (proj1 (spread_zero_iff l w r Hw)).
Qed.

Lemma spread_nonempty l w r : 0 < spread l w r -> l <> [].
Proof. intros H E. rewrite E in H. unfold spread, Rsqr in H; simpl in H. lra. Qed.

Lemma spread_shift l w r c : spread l w (fun i => c + r i) = spread l w r.
Proof.
  rewrite !spread_pairs. f_equal. apply sum_ext; intros i _; apply sum_ext; intros j _.
  unfold Rsqr; ring.
Qed.

Lemma spread_scal l w r c : spread l w (fun i => c * r i) = c² * spread l w r.
Proof.
  rewrite !spread_pairs.
  replace (c² * (/ 2 * Σ i ∈ l, Σ j ∈ l, w i * w j * (r i - r j)²))
    with (/ 2 * (c² * Σ i ∈ l, Σ j ∈ l, w i * w j * (r i - r j)²)) by ring.
  f_equal. rewrite <- sum_scal. apply sum_ext; intros i _.
  rewrite <- sum_scal. apply sum_ext; intros j _. unfold Rsqr; ring.
Qed.

(** Bhatia–Davis: spread = (b m − Σr)(Σr − a m) − m Σ (b − r)(r − a). *)
Lemma spread_ends l r a b :
  spread l (fun _ => 1) r
  = (b * count l - sum l r) * (sum l r - a * count l)
    - count l * (Σ i ∈ l, (b - r i) * (r i - a)).
Proof.
  unfold spread, count.
  rewrite (sum_ext l (fun i => 1 * (r i)²) (fun i => (r i)²)) by (intros; ring).
  rewrite (sum_ext l (fun i => 1 * r i) r) by (intros; ring).
  rewrite (sum_ext l (fun i => (b - r i) * (r i - a))
             (fun i => (b + a) * r i - ((r i)² + (a * b) * 1)))
    by (intros; unfold Rsqr; ring).
  rewrite sum_minus, sum_plus, !sum_scal.
  unfold Rsqr. ring.
Qed.

Theorem popoviciu l r a b : (forall i, In i l -> a <= r i <= b) ->
  spread l (fun _ => 1) r <= (count l * (b - a) / 2)².
Proof.
  intros H. rewrite (spread_ends l r a b).
  assert (0 <= count l) by (apply sum_nonneg; intros; lra).
  assert (0 <= Σ i ∈ l, (b - r i) * (r i - a)).
  { apply sum_nonneg; intros i Hi; specialize (H i Hi); nra. }
  pose proof (Rle_0_sqr ((a + b) * count l / 2 - sum l r)). unfold Rsqr in *. nra.
Qed.

Theorem popoviciu_strict l r a b i : (forall i, In i l -> a <= r i <= b) ->
  In i l -> a < r i < b ->
  spread l (fun _ => 1) r < (count l * (b - a) / 2)².
Proof.
  intros H Hi Hin. rewrite (spread_ends l r a b).
  assert (0 < count l) by (apply count_pos; intros ->; easy).
  assert (0 < Σ i ∈ l, (b - r i) * (r i - a)).
  { apply Rlt_le_trans with ((b - r i) * (r i - a)); [nra|].
    refine (sum_ge_one l (fun i => (b - r i) * (r i - a)) i _ Hi).
    intros j Hj; specialize (H j Hj); nra. }
  pose proof (Rle_0_sqr ((a + b) * count l / 2 - sum l r)). unfold Rsqr in *. nra.
Qed.

End Identities.
