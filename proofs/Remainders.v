(** More remainders with explicit constants, for laws whose bracket is inside a power.

    name                      ==  meaning
    moment_remainder          ==  |1 − (1 + t)e^−t − t²/2| ≤ e^T |t|³/3
    quadratic_remainder       ==  (1 − e^−t)² − 2(1 − (1 + t)e^−t), at most e^2T |t|³/3
    log_remainder ρ           ==  y + y²/2 − (1 + y) ln(1 + y), y = −ρ(1 − e^−t), at most e^4T |t|³/6
    bracket_pos, _inverse     ==  1 + y > 0 and 1/(1 + y) ≤ e^T, for 0 < ρ < 1                *)

From Coq Require Import Reals Lra Psatz.
From Coquelicot Require Import Coquelicot.
From Offray Require Import Taylor.
Open Scope R_scope.

Definition quadratic_remainder (t : R) : R := (1 - exp (- t)) ^ 2 - 2 * (1 - (1 + t) * exp (- t)).
Definition log_remainder (ρ t : R) : R :=
  let y := - ρ * (1 - exp (- t)) in y + y ^ 2 / 2 - (1 + y) * ln (1 + y).

Section Remainders.
Variable T : R.
Hypothesis HT : 0 <= T.

Lemma opposite t : Rabs t <= T -> Rabs (- t) <= T.
Proof. now rewrite Rabs_Ropp. Qed.

Lemma exp_T_ge_1 : 1 <= exp T.
Proof. pose proof (exp_ineq1_le T). lra. Qed.

Lemma moment_remainder t : Rabs t <= T ->
  Rabs (1 - (1 + t) * exp (- t) - t ^ 2 / 2) <= exp T * Rabs t ^ 3 / 3.
Proof.
  intros H.
  replace (exp T * Rabs t ^ 3 / 3) with (2 * exp T * Rabs t ^ 3 / INR (fact 3)) by (simpl; field).
  apply (integrate_bound (fun t => 1 - (1 + t) * exp (- t) - t ^ 2 / 2)
           (fun t => t * (exp (- t) - 1)) T (2 * exp T) 2); auto.
  - rewrite Ropp_0, exp_0. field.
  - intros s. auto_derive; auto. field.
  - intros s Hs. rewrite Rabs_mult. simpl.
    pose proof (exp_remainder_1 T HT (- s) (opposite s Hs)) as E. rewrite Rabs_Ropp in E.
    pose proof (Rabs_pos s). nra.
Qed.

Lemma quadratic_remainder_bound t : Rabs t <= T ->
  Rabs (quadratic_remainder t) <= exp T ^ 2 * Rabs t ^ 3 / 3.
Proof.
  intros H. unfold quadratic_remainder.
  replace (exp T ^ 2 * Rabs t ^ 3 / 3) with (2 * exp T ^ 2 * Rabs t ^ 3 / INR (fact 3))
    by (simpl; field).
  apply (integrate_bound (fun t => (1 - exp (- t)) ^ 2 - 2 * (1 - (1 + t) * exp (- t)))
           (fun t => - 2 * exp (- t) * (exp (- t) - 1 - - t)) T (2 * exp T ^ 2) 2); auto.
  - rewrite Ropp_0, exp_0. ring.
  - intros s. auto_derive; auto. ring.
  - intros s Hs. rewrite !Rabs_mult, (Rabs_left (- 2)) by lra.
    rewrite (Rabs_right (exp (- s))) by (left; apply exp_pos).
    pose proof (exp_remainder_2 T HT (- s) (opposite s Hs)) as E. rewrite Rabs_Ropp in E.
    pose proof (exp_le_T T (- s) (opposite s Hs)) as E1. pose proof (exp_pos (- s)).
    set (r := Rabs (exp (- s) - 1 - - s)) in *. pose proof (pow_le _ 2 (Rabs_pos s)).
    assert (0 <= r) by apply Rabs_pos. simpl INR.
    apply Rle_trans with (2 * (exp T * (exp T * Rabs s ^ 2 / 2))); [|apply Req_le; simpl; field].
    replace (- -2 * exp (- s) * r) with (2 * (exp (- s) * r)) by ring.
    apply Rmult_le_compat_l; [lra|]. apply Rmult_le_compat; lra.
Qed.

Section Log.
Variable ρ : R.
Hypothesis Hρ : 0 < ρ < 1.

Lemma bracket_pos t : 0 < 1 + - ρ * (1 - exp (- t)).
Proof. pose proof (exp_pos (- t)). nra. Qed.

Lemma bracket_inverse t : Rabs t <= T -> / (1 + - ρ * (1 - exp (- t))) <= exp T.
Proof.
  intros H.
  assert (L : exp (- T) <= exp (- t)).
  { assert (E : - T <= - t) by (pose proof (Rle_abs t); lra).
    destruct E as [E| ->]; [left; now apply exp_increasing|lra]. }
  assert (exp (- T) <= 1).
  { rewrite exp_Ropp. pose proof exp_T_ge_1. rewrite <- Rinv_1. apply Rinv_le_contravar; lra. }
  rewrite <- (Rinv_inv (exp T)), <- exp_Ropp. apply Rinv_le_contravar; [apply exp_pos|]. nra.
Qed.

Lemma log_remainder_bound t : Rabs t <= T ->
  Rabs (log_remainder ρ t) <= exp T ^ 4 * Rabs t ^ 3 / 6.
Proof.
  intros H. unfold log_remainder. cbv zeta.
  replace (exp T ^ 4 * Rabs t ^ 3 / 6) with (exp T ^ 4 * Rabs t ^ 3 / INR (fact 3)) by (simpl; field).
  assert (Z : 1 + - ρ * (1 - exp (- 0)) = 1) by (rewrite Ropp_0, exp_0; ring).
  pose proof exp_T_ge_1 as H1.
  assert (S : forall s, Rabs s <= T -> 0 < exp (- s) <= exp T)
    by (intros s Hs; split; [apply exp_pos|apply (exp_le_T T), opposite, Hs]).
  apply (integrate_bound
    (fun t => - ρ * (1 - exp (- t)) + (- ρ * (1 - exp (- t))) ^ 2 / 2
              - (1 + - ρ * (1 - exp (- t))) * ln (1 + - ρ * (1 - exp (- t))))
    (fun t => (- ρ * exp (- t)) * (- ρ * (1 - exp (- t)) - ln (1 + - ρ * (1 - exp (- t)))))
    T (exp T ^ 4) 2); auto.
  - rewrite Z, ln_1, Ropp_0, exp_0. field.
  - intros s. pose proof (bracket_pos s). auto_derive; [repeat split; auto; lra|]. unfold Rminus in *. field. lra.
  - intros s Hs.
    assert (M : Rabs (- ρ * (1 - exp (- s)) - ln (1 + - ρ * (1 - exp (- s))))
                <= exp T ^ 3 * Rabs s ^ 2 / INR (fact 2)).
    { apply (integrate_bound
        (fun t => - ρ * (1 - exp (- t)) - ln (1 + - ρ * (1 - exp (- t))))
        (fun t => (- ρ * exp (- t)) * (- ρ * (1 - exp (- t))) * / (1 + - ρ * (1 - exp (- t))))
        T (exp T ^ 3) 1); auto.
      - rewrite Z, ln_1, Ropp_0, exp_0. ring.
      - intros z. pose proof (bracket_pos z). auto_derive; [repeat split; auto; lra|]. unfold Rminus in *. field. lra.
      - intros z Hz. destruct (S z Hz) as [S0 S1].
        pose proof (bracket_inverse z Hz) as B. pose proof (Rinv_0_lt_compat _ (bracket_pos z)) as B0.
        pose proof (exp_remainder_1 T HT (- z) (opposite z Hz)) as E. rewrite Rabs_Ropp in E.
        rewrite !Rabs_mult, Rabs_Ropp, (Rabs_right ρ), (Rabs_right (exp (- z))),
          (Rabs_right (/ _)), (Rabs_minus_sym 1) by lra.
        set (b := / (1 + - ρ * (1 - exp (- z)))) in *. set (r := Rabs (exp (- z) - 1)) in *.
        assert (0 <= r) by apply Rabs_pos.
        replace (exp T ^ 3 * Rabs z ^ 1 / INR (fact 1)) with (exp T * (exp T * Rabs z) * exp T)
          by (simpl; field).
        apply Rmult_le_compat; try lra.
        + repeat apply Rmult_le_pos; lra.
        + apply Rmult_le_compat; try (repeat apply Rmult_le_pos; lra); nra. }
    destruct (S s Hs) as [S0 S1]. rewrite Rabs_mult, Rabs_mult, Rabs_Ropp, (Rabs_right ρ),
      (Rabs_right (exp (- s))) by lra.
    set (m := Rabs (- ρ * (1 - exp (- s)) - ln (1 + - ρ * (1 - exp (- s))))) in *.
    assert (0 <= m) by apply Rabs_pos.
    replace (exp T ^ 4 * Rabs s ^ 2 / INR (fact 2))
      with (exp T * (exp T ^ 3 * Rabs s ^ 2 / INR (fact 2))) by (simpl; field).
    apply Rmult_le_compat; auto; nra.
Qed.
End Log.
End Remainders.
