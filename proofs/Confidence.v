(** C1: on a ray CI(A)/CI(ψ) is of order 1/|ε|, in the sub-models with exponents known.

    The exact variance of parameter A is σ² [G⁻¹]_AA = σ² [cofactor]/det; that of ψ in the
    reduced model is σ²/[Σ w], w = j_A², r = j_B/j_A.

    name                    ==  meaning
    inverse_AA_2            ==  [G⁻¹]_AA of a 2×2 G: the x of the solution of G (x, y) = (1, 0)
    inverse_AA_3            ==  the same for the columns (1, f, g), with the offset E projected out
    C1_pair                 ==  (CI(A)/CI(ψ))² = E_w r² / Var_w r, (A, B) free: any design
    C1_pair_free_of_scale   ==  … and it does not change when r is multiplied by a constant c
    C1_ray_two_sided        ==  on a ray: e^−4T/(ε²σ_w²) ≤ ratio² ≤ e^4T/(ε²σ_w²), T = |ε| X
    C1_limit                ==  ε² ratio² → 1/σ_w²
    C1_replicate            ==  repeating the whole design n times leaves the ratio as it is
    C1_with_offset          ==  (E, A, B) free, against (E, ψ): ratio² = 1/(1 − ρ²), ρ the
                                correlation of the two columns over the design
                                                                                      *)

From Coq Require Import Reals List Lra Psatz.
From Coquelicot Require Import Coquelicot.
From Offray Require Import Sums Gram Parallel Taylor Ray.
Import ListNotations.
Open Scope R_scope.

(** [G⁻¹]_AA by solving G (x, y) = e_A. *)
Theorem inverse_AA_2 p q s x y : det p q s <> 0 ->
  (p * x + q * y = 1 /\ q * x + s * y = 0 -> x = s / det p q s).
Proof.
  intros Hd [H1 H2]. apply Rmult_eq_reg_r with (det p q s); auto.
  replace (s / det p q s * det p q s) with s by (field; auto).
  unfold det, Rsqr. replace (x * (p * s - q * q)) with (s * (p * x + q * y) - q * (q * x + s * y)) by ring.
  rewrite H1, H2. ring.
Qed.

Section Pair.
Context {Run : Type} (l : list Run).
Implicit Types f g : Run -> R.

(** Squared standard deviations, in units of σ². *)
Definition variance_A f g : R := dot l g g / pair_det l f g.
Definition variance_psi f : R := / dot l f f.

Theorem C1_pair f g : (forall i, In i l -> f i <> 0) -> l <> [] -> pair_det l f g <> 0 ->
  let w := fun i => (f i)² in let r := fun i => g i / f i in
  variance_A f g / variance_psi f = (Σ i ∈ l, w i) * (Σ i ∈ l, w i * (r i)²) / spread l w r.
Proof.
  intros Hf Hl Hd w r. unfold variance_A, variance_psi. rewrite X1_det in * by auto.
  fold w r in Hd |- *.
  assert (H1 : dot l f f = Σ i ∈ l, w i) by reflexivity.
  assert (H2 : dot l g g = Σ i ∈ l, w i * (r i)²).
  { apply sum_ext; intros i Hi. unfold w, r, Rsqr. field. auto. }
  assert (0 < Σ i ∈ l, w i) by (apply sum_pos; auto; intros; apply Rlt_0_sqr; auto).
  rewrite H1, H2. field. split; auto; lra.
Qed.

Theorem C1_pair_free_of_scale (w r : Run -> R) c : c <> 0 -> spread l w r <> 0 ->
  (Σ i ∈ l, w i) * (Σ i ∈ l, w i * (c * r i)²) / spread l w (fun i => c * r i)
  = (Σ i ∈ l, w i) * (Σ i ∈ l, w i * (r i)²) / spread l w r.
Proof.
  intros Hc Hs. rewrite spread_scal.
  replace (Σ i ∈ l, w i * (c * r i)²) with (c² * Σ i ∈ l, w i * (r i)²).
  - unfold Rsqr at 1 3. field. auto.
  - rewrite <- sum_scal. apply sum_ext; intros; unfold Rsqr; ring.
Qed.
End Pair.

(** On a ray, r = e^(εx) up to the constant that does not matter. *)
Section OnRay.
Context {Run : Type} (l : list Run) (w x : Run -> R) (X : R).
Hypothesis Hw : forall i, In i l -> 0 < w i.
Hypothesis HX : forall i, In i l -> Rabs (x i) <= X.
Hypothesis Hspread : 0 < spread l w x.

Definition ratio2 (ε : R) : R :=
  (Σ i ∈ l, w i) * (Σ i ∈ l, w i * (exp (ε * x i))²) / spread l w (fun i => exp (ε * x i)).
Definition variance_x : R := spread l w x / (Σ i ∈ l, w i)².

Lemma weight_pos : 0 < Σ i ∈ l, w i.
Proof. apply sum_pos; auto. now apply (spread_nonempty l w x). Qed.

Theorem C1_ray_two_sided ε : ε <> 0 ->
  exp (- (4 * (Rabs ε * X))) * / variance_x <= ε² * ratio2 ε
  <= exp (4 * (Rabs ε * X)) * / variance_x.
Proof.
  intros He. set (T := Rabs ε * X).
  assert (HT : forall i, In i l -> - T <= ε * x i <= T).
  { intros i Hi. apply Rabs_le_between. unfold T. rewrite Rabs_mult.
    apply Rmult_le_compat_l; [apply Rabs_pos|auto]. }
  pose proof (spread_exp l w x 1 Hw ε (- T) T HT) as [S1 S2].
  assert (E : spread l w (fun i => 1 * exp (ε * x i)) = spread l w (fun i => exp (ε * x i))).
  { rewrite !spread_pairs. f_equal. apply sum_ext; intros i _; apply sum_ext; intros j _.
    unfold Rsqr; ring. }
  rewrite E in S1, S2. unfold ratio2, variance_x.
  set (W := Σ i ∈ l, w i). assert (HW : 0 < W) by apply weight_pos.
  set (S := spread l w x) in *. assert (HS0 : 0 < S) by exact Hspread. set (V := spread l w (fun i => exp (ε * x i))) in *.
  assert (M : W * exp (2 * - T) <= (Σ i ∈ l, w i * (exp (ε * x i))²) <= W * exp (2 * T)).
  { unfold W. rewrite <- !sum_scal_r.
    split; apply sum_le; intros i Hi; (apply Rmult_le_compat_l; [left; auto|]);
      unfold Rsqr; rewrite <- exp_plus; apply exp_mono; pose proof (HT i Hi); lra. }
  set (P := Σ i ∈ l, w i * (exp (ε * x i))²) in *.
  assert (He2 : 0 < ε²) by now apply Rlt_0_sqr.
  pose proof (exp_pos (2 * - T)) as E1. pose proof (exp_pos (2 * T)) as E2.
  replace (1² * exp (2 * - T)) with (exp (2 * - T)) in S1 by (unfold Rsqr; ring).
  replace (1² * exp (2 * T)) with (exp (2 * T)) in S2 by (unfold Rsqr; ring).
  assert (HS : 0 < ε² * S) by now apply Rmult_lt_0_compat.
  assert (HV : 0 < V) by (pose proof (Rmult_lt_0_compat _ _ E1 HS); lra).
  assert (I1 : / exp (2 * T) = exp (2 * - T)).
  { rewrite <- exp_Ropp. f_equal; ring. }
  assert (I2 : / exp (2 * - T) = exp (2 * T)).
  { rewrite <- exp_Ropp. f_equal; ring. }
  split.
  - apply Rle_trans with (ε² * (W * (W * exp (2 * - T)) * / (exp (2 * T) * (ε² * S)))).
    + apply Req_le. rewrite Rinv_mult, I1.
      replace (exp (- (4 * T))) with (exp (2 * - T) * exp (2 * - T)) by (rewrite <- exp_plus; f_equal; ring).
      unfold Rsqr in *. field. repeat split; (assumption || (apply Rgt_not_eq; assumption)).
    + apply Rmult_le_compat_l; [lra|]. apply Rmult_le_compat.
      * left. apply Rmult_lt_0_compat; auto. now apply Rmult_lt_0_compat.
      * left. apply Rinv_0_lt_compat. now apply Rmult_lt_0_compat.
      * apply Rmult_le_compat_l; lra.
      * apply Rinv_le_contravar; auto.
  - apply Rle_trans with (ε² * (W * (W * exp (2 * T)) * / (exp (2 * - T) * (ε² * S)))).
    + apply Rmult_le_compat_l; [lra|]. apply Rmult_le_compat.
      * apply Rmult_le_pos; [lra|]. pose proof (Rmult_lt_0_compat _ _ HW E1). lra.
      * left. now apply Rinv_0_lt_compat.
      * apply Rmult_le_compat_l; lra.
      * apply Rinv_le_contravar; auto. now apply Rmult_lt_0_compat.
    + apply Req_le. rewrite Rinv_mult, I2.
      replace (exp (4 * T)) with (exp (2 * T) * exp (2 * T)) by (rewrite <- exp_plus; f_equal; ring).
      unfold Rsqr in *. field. repeat split; (assumption || (apply Rgt_not_eq; assumption)).
Qed.

Theorem C1_limit : is_lim (fun ε => ε² * ratio2 ε) 0 (/ variance_x).
Proof.
  apply (is_lim_le_le_loc (fun ε => exp (- (4 * (Rabs ε * X))) * / variance_x)
           (fun ε => exp (4 * (Rabs ε * X)) * / variance_x)).
  - exists (mkposreal 1 Rlt_0_1). intros ε _ Hε. now apply C1_ray_two_sided.
  - apply (limit_at_0 (fun ε => exp (- (4 * (Rabs ε * X))) * / variance_x)); [reg|].
    rewrite Rabs_R0. replace (- (4 * (0 * X))) with 0 by ring. rewrite exp_0; ring.
  - apply (limit_at_0 (fun ε => exp (4 * (Rabs ε * X)) * / variance_x)); [reg|].
    rewrite Rabs_R0. replace (4 * (0 * X)) with 0 by ring. rewrite exp_0; ring.
Qed.
End OnRay.

(** The design l repeated n times. *)
Fixpoint repeated_design {Run : Type} (n : nat) (l : list Run) : list Run :=
  match n with O => [] | S n' => l ++ repeated_design n' l end.

Lemma sum_repeated {Run : Type} n (l : list Run) f : sum (repeated_design n l) f = INR n * sum l f.
Proof.
  induction n as [|n IH]; [simpl; ring|].
  rewrite S_INR. simpl repeated_design. rewrite sum_app, IH. ring.
Qed.

Theorem C1_replicate {Run : Type} n (l : list Run) w x ε : (0 < n)%nat ->
  spread l w (fun i => exp (ε * x i)) <> 0 ->
  ratio2 (repeated_design n l) w x ε = ratio2 l w x ε.
Proof.
  intros Hn Hs. assert (INR n <> 0) by (apply not_0_INR; lia).
  unfold ratio2, spread in *. rewrite !sum_repeated. unfold Rsqr in *.
  set (W := Σ i ∈ l, w i) in *. set (P := Σ i ∈ l, w i * (exp (ε * x i) * exp (ε * x i))) in *.
  set (Q := Σ i ∈ l, w i * exp (ε * x i)) in *.
  replace (INR n * W * (INR n * P) - INR n * Q * (INR n * Q))
    with (INR n * INR n * (W * P - Q * Q)) by ring.
  field. split; auto.
Qed.

(** With the offset E free: columns 1, f, g. *)
Section Offset.
Context {Run : Type} (l : list Run) (f g : Run -> R).
Let m := count l.
Let P := spread l (fun _ => 1) f.
Let S := spread l (fun _ => 1) g.
Definition co_spread : R := m * dot l f g - sum l f * sum l g.

(** [G⁻¹]_AA for the normal equations G (z, x, y) = (0, 1, 0) of the columns (1, f, g),
    and for G (z, x) = (0, 1) of the columns (1, f). *)
Theorem inverse_AA_3 z x y : P * S - co_spread² <> 0 -> m <> 0 ->
  m * z + sum l f * x + sum l g * y = 0 ->
  sum l f * z + dot l f f * x + dot l f g * y = 1 ->
  sum l g * z + dot l f g * x + dot l g g * y = 0 ->
  x = m * S / (P * S - co_spread²).
Proof.
  intros Hd Hm H0 H1 H2.
  assert (EP : P = m * dot l f f - (sum l f)²).
  { unfold P, spread, m, count, dot. f_equal; [f_equal|f_equal]; apply sum_ext; intros; unfold Rsqr; ring. }
  assert (ES : S = m * dot l g g - (sum l g)²).
  { unfold S, spread, m, count, dot. f_equal; [f_equal|f_equal]; apply sum_ext; intros; unfold Rsqr; ring. }
  assert (A1 : P * x + co_spread * y = m).
  { rewrite EP. unfold co_spread, Rsqr.
    replace ((m * dot l f f - sum l f * sum l f) * x + (m * dot l f g - sum l f * sum l g) * y)
      with (m * (sum l f * z + dot l f f * x + dot l f g * y)
            - sum l f * (m * z + sum l f * x + sum l g * y)) by ring.
    rewrite H0, H1. ring. }
  assert (A2 : co_spread * x + S * y = 0).
  { rewrite ES. unfold co_spread, Rsqr.
    replace ((m * dot l f g - sum l f * sum l g) * x + (m * dot l g g - sum l g * sum l g) * y)
      with (m * (sum l g * z + dot l f g * x + dot l g g * y)
            - sum l g * (m * z + sum l f * x + sum l g * y)) by ring.
    rewrite H0, H2. ring. }
  apply Rmult_eq_reg_r with (P * S - co_spread²); auto.
  replace (m * S / (P * S - co_spread²) * (P * S - co_spread²)) with (m * S) by (field; auto).
  unfold Rsqr. replace (x * (P * S - co_spread * co_spread))
    with (S * (P * x + co_spread * y) - co_spread * (co_spread * x + S * y)) by ring.
  rewrite A1, A2. ring.
Qed.

Theorem inverse_psi_2 z x : P <> 0 ->
  m * z + sum l f * x = 0 -> sum l f * z + dot l f f * x = 1 -> x = m / P.
Proof.
  intros HP H0 H1.
  assert (EP : P = m * dot l f f - (sum l f)²).
  { unfold P, spread, m, count, dot. f_equal; [f_equal|f_equal]; apply sum_ext; intros; unfold Rsqr; ring. }
  apply Rmult_eq_reg_r with P; auto. replace (m / P * P) with m by (field; auto).
  rewrite EP. unfold Rsqr.
  replace (x * (m * dot l f f - sum l f * sum l f))
    with (m * (sum l f * z + dot l f f * x) - sum l f * (m * z + sum l f * x)) by ring.
  rewrite H0, H1. ring.
Qed.

Definition correlation2 : R := co_spread² / (P * S).

Theorem C1_with_offset : P <> 0 -> S <> 0 -> m <> 0 -> P * S - co_spread² <> 0 ->
  (m * S / (P * S - co_spread²)) / (m / P) = / (1 - correlation2).
Proof.
  intros HP HS Hm Hd. unfold correlation2. field. repeat split; auto.
Qed.
End Offset.
