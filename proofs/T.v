(** Exponential remainders with explicit constants, and Minkowski's inequality.

    name                  ==  meaning
    exp_gap               ==  m ≤ u, v ≤ M: (u − v)² e^2m ≤ (e^u − e^v)² ≤ (u − v)² e^2M
    integrate_bound       ==  F(0) = 0 and |F'(s)| ≤ M |s|^n / n! on [−T, T]
                              give |F(t)| ≤ M |t|^(n+1) / (n+1)! there
    exp_remainder_1 … 3   ==  |e^t − 1|, |e^t − 1 − t|, |e^t − 1 − t − t²/2| ≤ e^T |t|^n / n!
    hermite_3             ==  |(t − 2) e^t + t + 2| ≤ e^T |t|³/6
    hermite_4             ==  |(t − 2) e^t + t + 2 − t³/6| ≤ e^T t⁴/12
    norm l f              ==  ‖f‖ = √⟨f, f⟩ over the design l
    norm_triangle         ==  ‖f + g‖ ≤ ‖f‖ + ‖g‖                                  *)

From Coq Require Import Reals List Lra Psatz Factorial.
From Coquelicot Require Import Coquelicot.
From Offray Require Import Sums.
Open Scope R_scope.

Lemma exp_ge_tangent u v : exp v * (u - v) <= exp u - exp v.
Proof.
  pose proof (exp_pos v). replace u with ((u - v) + v) at 2 by ring. rewrite exp_plus.
  pose proof (exp_ineq1_le (u - v)). nra.
Qed.

Theorem exp_gap m M u v : m <= u <= M -> m <= v <= M ->
  (u - v)² * exp (2 * m) <= (exp u - exp v)² <= (u - v)² * exp (2 * M).
Proof.
  assert (main : forall u v, m <= v -> v <= u -> u <= M ->
    (u - v)² * exp (2 * m) <= (exp u - exp v)² <= (u - v)² * exp (2 * M)).
  { clear. intros u v Hm Huv HM.
    pose proof (exp_ge_tangent u v) as H1. pose proof (exp_ge_tangent v u) as H2.
    assert (Hem : exp m <= exp v) by (destruct Hm as [Hm| ->]; [left; now apply exp_increasing|lra]).
    assert (HeM : exp u <= exp M) by (destruct HM as [HM| ->]; [left; now apply exp_increasing|lra]).
    pose proof (exp_pos m). pose proof (exp_pos u).
    replace (exp (2 * m)) with (exp m * exp m) by (rewrite <- exp_plus; f_equal; ring).
    replace (exp (2 * M)) with (exp M * exp M) by (rewrite <- exp_plus; f_equal; ring).
    assert (A1 : (u - v) * exp m <= exp u - exp v) by nra.
    assert (A2 : exp u - exp v <= (u - v) * exp M) by nra.
    assert (0 <= (u - v) * exp m) by nra.
    unfold Rsqr. split; nra. }
  intros Hu Hv. destruct (Rle_dec v u) as [H|H].
  - apply main; lra.
  - replace ((u - v)²) with ((v - u)²) by (unfold Rsqr; ring).
    replace ((exp u - exp v)²) with ((exp v - exp u)²) by (unfold Rsqr; ring).
    apply main; lra.
Qed.

(** One integration of a power bound. *)
Theorem integrate_bound (F f : R -> R) (T M : R) (n : nat) : 0 <= T -> F 0 = 0 ->
  (forall s, is_derive F s (f s)) ->
  (forall s, Rabs s <= T -> Rabs (f s) <= M * Rabs s ^ n / INR (fact n)) ->
  forall t, Rabs t <= T -> Rabs (F t) <= M * Rabs t ^ S n / INR (fact (S n)).
Proof.
  intros HT.
  assert (main : forall F f : R -> R, F 0 = 0 ->
    (forall s, is_derive F s (f s)) ->
    (forall s, 0 <= s <= T -> f s <= M * s ^ n / INR (fact n)) ->
    forall t, 0 <= t <= T -> F t <= M * t ^ S n / INR (fact (S n))).
  { clear F f. intros F f F0 HF Hf t Ht.
    set (P := fun s => M * s ^ S n / INR (fact (S n)) - F s).
    destruct (MVT_gen P 0 t (fun s => M * s ^ n / INR (fact n) - f s)) as (c & Hc & E).
    - intros s _. unfold P. auto_derive; [now exists (f s)|].
      Set Printing All. match goal with |- ?g => idtac g end.
      change (fact (S n)) with (S n * fact n)%nat. rewrite mult_INR, S_INR.
      replace (match n with 0%nat => 1 | S _ => INR n + 1 end) with (INR n + 1)
        by (destruct n; simpl; ring).
      simpl Nat.pred.
      field. split; [apply INR_fact_neq_0|pose proof (pos_INR n); lra].
    - intros s _. unfold P.
      apply continuity_pt_minus.
      + apply derivable_continuous_pt. reg.
      + apply continuity_pt_filterlim, (ex_derive_continuous F). now exists (f s).
    - rewrite Rmin_left, Rmax_right in Hc by lra.
      assert (P0 : P 0 = 0) by (unfold P; rewrite F0; simpl; field; apply INR_fact_neq_0).
      rewrite P0 in E. assert (0 <= P t).
      { replace (P t) with (P t - 0) by ring. rewrite E.
        apply Rmult_le_pos; [|lra]. specialize (Hf c). lra. }
      unfold P in *. lra. }
  intros F0 HF Hf t Ht.
  assert (pos : forall F f : R -> R, F 0 = 0 ->
    (forall s, is_derive F s (f s)) ->
    (forall s, 0 <= s <= T -> Rabs (f s) <= M * s ^ n / INR (fact n)) ->
    forall t, 0 <= t <= T -> Rabs (F t) <= M * t ^ S n / INR (fact (S n))).
  { clear F f t F0 HF Hf Ht. intros F f F0 HF Hf t Ht. apply Rabs_le; split.
    - assert (- F t <= M * t ^ S n / INR (fact (S n))); [|lra].
      apply (main (fun s => - F s) (fun s => - f s)); auto.
      + rewrite F0; ring.
      + intros s. apply (is_derive_opp F s (f s)), HF.
      + intros s Hs. specialize (Hf s Hs). pose proof (Rle_abs (- f s)). rewrite Rabs_Ropp in *. lra.
    - apply (main F f); auto. intros s Hs. specialize (Hf s Hs). pose proof (Rle_abs (f s)). lra. }
  destruct (Rle_dec 0 t) as [H|H].
  - rewrite (Rabs_right t) in * by lra. apply (pos F f); auto; [|lra].
    intros s Hs. specialize (Hf s). rewrite (Rabs_right s) in Hf by lra. apply Hf; lra.
  - rewrite (Rabs_left t) in * by lra.
    replace (F t) with (F (- - t)) by (f_equal; ring).
    apply (pos (fun s => F (- s)) (fun s => - f (- s))); try lra.
    + now rewrite Ropp_0.
    + intros s. auto_derive; [now exists (f (- s))|].
      rewrite (is_derive_unique (fun x => F x) (- s) (f (- s))) by apply HF. ring.
    + intros s Hs. rewrite Rabs_Ropp. specialize (Hf (- s)).
      rewrite Rabs_Ropp, (Rabs_right s) in Hf by lra. apply Hf; lra.
Qed.

Section Remainders.
Variable T : R.
Hypothesis HT : 0 <= T.

Lemma exp_le_T s : Rabs s <= T -> exp s <= exp T.
Proof.
  intros H. assert (s <= T) by (pose proof (Rle_abs s); lra).
  destruct H0 as [H0| ->]; [left; now apply exp_increasing|lra].
Qed.

Lemma exp_remainder_1 t : Rabs t <= T -> Rabs (exp t - 1) <= exp T * Rabs t.
Proof.
  intros H.
  replace (exp T * Rabs t) with (exp T * Rabs t ^ 1 / INR (fact 1)) by (simpl; field).
  apply (integrate_bound (fun t => exp t - 1) exp T (exp T) 0); auto.
  - rewrite exp_0; ring.
  - intros s. auto_derive; auto; ring.
  - intros s Hs. rewrite Rabs_right by (left; apply exp_pos). simpl.
    pose proof (exp_le_T s Hs). lra.
Qed.

Lemma exp_remainder_2 t : Rabs t <= T -> Rabs (exp t - 1 - t) <= exp T * Rabs t ^ 2 / 2.
Proof.
  intros H.
  replace (exp T * Rabs t ^ 2 / 2) with (exp T * Rabs t ^ 2 / INR (fact 2)) by (simpl; field).
  apply (integrate_bound (fun t => exp t - 1 - t) (fun t => exp t - 1) T (exp T) 1); auto.
  - rewrite exp_0; ring.
  - intros s. auto_derive; auto; ring.
  - intros s Hs. replace (exp T * Rabs s ^ 1 / INR (fact 1)) with (exp T * Rabs s) by (simpl; field).
    now apply exp_remainder_1.
Qed.

Lemma exp_remainder_3 t : Rabs t <= T -> Rabs (exp t - 1 - t - t ^ 2 / 2) <= exp T * Rabs t ^ 3 / 6.
Proof.
  intros H.
  replace (exp T * Rabs t ^ 3 / 6) with (exp T * Rabs t ^ 3 / INR (fact 3)) by (simpl; field).
  apply (integrate_bound (fun t => exp t - 1 - t - t ^ 2 / 2) (fun t => exp t - 1 - t) T (exp T) 2); auto.
  - rewrite exp_0; field.
  - intros s. auto_derive; auto; field.
  - intros s Hs. replace (exp T * Rabs s ^ 2 / INR (fact 2)) with (exp T * Rabs s ^ 2 / 2) by (simpl; field).
    now apply exp_remainder_2.
Qed.

Theorem hermite_3 t : Rabs t <= T -> Rabs ((t - 2) * exp t + t + 2) <= exp T * Rabs t ^ 3 / 6.
Proof.
  intros H.
  replace (exp T * Rabs t ^ 3 / 6) with (exp T * Rabs t ^ 3 / INR (fact 3)) by (simpl; field).
  apply (integrate_bound (fun t => (t - 2) * exp t + t + 2) (fun t => (t - 1) * exp t + 1) T (exp T) 2); auto.
  - rewrite exp_0; ring.
  - intros s. auto_derive; auto; ring.
  - apply (integrate_bound (fun t => (t - 1) * exp t + 1) (fun t => t * exp t) T (exp T) 1); auto.
    + rewrite exp_0; ring.
    + intros s. auto_derive; auto; ring.
    + intros s Hs. rewrite Rabs_mult, (Rabs_right (exp s)) by (left; apply exp_pos). simpl.
      pose proof (exp_le_T s Hs). pose proof (Rabs_pos s). nra.
Qed.

Theorem hermite_4 t : Rabs t <= T ->
  Rabs ((t - 2) * exp t + t + 2 - t ^ 3 / 6) <= exp T * Rabs t ^ 4 / 12.
Proof.
  intros H.
  replace (exp T * Rabs t ^ 4 / 12) with (2 * exp T * Rabs t ^ 4 / INR (fact 4)) by (simpl; field).
  apply (integrate_bound (fun t => (t - 2) * exp t + t + 2 - t ^ 3 / 6)
           (fun t => (t - 1) * exp t + 1 - t ^ 2 / 2) T (2 * exp T) 3); auto.
  - rewrite exp_0; field.
  - intros s. auto_derive; auto; field.
  - apply (integrate_bound (fun t => (t - 1) * exp t + 1 - t ^ 2 / 2)
             (fun t => t * (exp t - 1)) T (2 * exp T) 2); auto.
    + rewrite exp_0; field.
    + intros s. auto_derive; auto; field.
    + intros s Hs. rewrite Rabs_mult. simpl.
      pose proof (exp_remainder_1 s Hs). pose proof (Rabs_pos s). nra.
Qed.

End Remainders.

Definition norm {A : Type} (l : list A) (f : A -> R) : R := sqrt (dot l f f).

Section Norm.
Context {A : Type} (l : list A).
Implicit Types f g : A -> R.

Lemma norm_nonneg f : 0 <= norm l f.
Proof. apply sqrt_pos. Qed.

Lemma norm_sqr f : (norm l f)² = dot l f f.
Proof. apply Rsqr_sqrt, dot_nonneg. Qed.

Lemma dot_le_norm f g : Rabs (dot l f g) <= norm l f * norm l g.
Proof.
  apply Rsqr_incr_0_var.
  - rewrite <- Rsqr_abs, Rsqr_mult, !norm_sqr. apply cauchy_schwarz.
  - apply Rmult_le_pos; apply norm_nonneg.
Qed.

Theorem norm_triangle f g : norm l (fun i => f i + g i) <= norm l f + norm l g.
Proof.
  apply Rsqr_incr_0_var; [|pose proof (norm_nonneg f); pose proof (norm_nonneg g); lra].
  rewrite norm_sqr.
  replace (dot l (fun i => f i + g i) (fun i => f i + g i))
    with (dot l f f + 2 * dot l f g + dot l g g).
  - pose proof (dot_le_norm f g). pose proof (Rle_abs (dot l f g)).
    pose proof (norm_sqr f). pose proof (norm_sqr g). unfold Rsqr in *. nra.
  - unfold dot. rewrite <- sum_scal, <- !sum_plus. apply sum_ext; intros; ring.
Qed.

Lemma norm_scal c f : norm l (fun i => c * f i) = Rabs c * norm l f.
Proof.
  unfold norm. replace (dot l (fun i => c * f i) (fun i => c * f i)) with (c² * dot l f f).
  - rewrite sqrt_mult by (try apply Rle_0_sqr; apply dot_nonneg). now rewrite sqrt_Rsqr_abs.
  - unfold dot. rewrite <- sum_scal. apply sum_ext; intros; unfold Rsqr; ring.
Qed.

Lemma norm_le f g : (forall i, In i l -> Rabs (f i) <= g i) -> norm l f <= norm l g.
Proof.
  intros H. apply sqrt_le_1_alt, sum_le. intros i Hi. specialize (H i Hi).
  pose proof (Rabs_pos (f i)). pose proof (Rsqr_abs (f i)). unfold Rsqr in *. nra.
Qed.

Lemma norm_ext f g : (forall i, In i l -> f i = g i) -> norm l f = norm l g.
Proof. intros H. unfold norm, dot. f_equal. apply sum_ext; intros i Hi. now rewrite H. Qed.

End Norm.
