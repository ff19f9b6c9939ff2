(** D2, X5 and P3: what a ray leaves of each law at zero gap, and where the pair is singular.

    name                       ==  meaning
    D2_chinchilla              ==  on D = kN at α = β: L = E + ψ N^−α, ψ = A + B k^−α
    D2_kaplan                  ==  at α_N = α_D: L = (ψ/N)^α_D, ψ = N_c + D_c/k
    D2_droppo_elibol           ==  at α_N = α_D, γ = α_N/α: L = [L_∞^(1/α) + ψ N^−γ]^α,
                                   ψ = N_C^γ + (D_C/k)^γ
    D2_interaction             ==  at α = β = γ_N + γ_D: ψ = A + B k^−α + F k^−γ_D
    D2_interaction_ray         ==  at any gap the ray sees only γ_N + γ_D and F k^−γ_D
    D2_repeated                ==  on D' = k' N' at α = β: Chinchilla's reduction in N'
    D2_repeated_single_epoch   ==  D ≤ U and N ≤ N_opt: exactly Chinchilla
    D2_not_identifiable        ==  (A + t k^−α, B − t) has the same loss for every t
    D2_det_zero_iff            ==  Chinchilla's pair, any design: det = 0 exactly when all runs
                                   lie on one curve D = K N^(α/β)
    D2_kernel_pair             ==  J (0, k^−α, −1, 0, 0) = 0 at zero gap on a ray
    D2_kernel_exponents        ==  J (0, −B k^−α ln k, 0, B k^−α/A, −1) = 0 as well
    D2_kaplan_kernel_pair      ==  Kaplan: J (1, −k, 0, 0) = 0
    D2_kaplan_kernel_exponents ==  Kaplan: J (−ψ ln(ψ/N_c)/α, 0, 1 − ψ/N_c, 1) = 0
    X5_kaplan_gap              ==  Kaplan's columns on a ray: j_N_c/j_D_c = c N^−(α_N/α_D − 1)
    X5_kaplan_det_zero_iff     ==  so they are parallel exactly when α_N/α_D = 1
    X5_sizes                   ==  at (0.076, 0.095): α_N/α_D − 1 = −0.2, α_N − α_D = −0.019
    P3                         ==  RMSE is the same in (N, D) and in (N, C = 6ND)            *)

From Coq Require Import Reals List Lra Psatz.
From Offray Require Import Sums Gram Parallel Taylor Laws Jacobian Ray FullModel.
Import ListNotations.
Open Scope R_scope.

Theorem D2_chinchilla E A B α k N : 0 < k -> 0 < N ->
  chinchilla E A B α α N (k * N) = chinchilla_reduced E (A + B * Rpower k (- α)) α N.
Proof.
  intros. unfold chinchilla, chinchilla_reduced. rewrite Rpower_mult_base by auto. ring.
Qed.

Theorem D2_not_identifiable E A B α k t N : 0 < k -> 0 < N ->
  chinchilla E (A + t * Rpower k (- α)) (B - t) α α N (k * N) = chinchilla E A B α α N (k * N).
Proof. intros. rewrite !D2_chinchilla by auto. unfold chinchilla_reduced. ring. Qed.

Theorem D2_kaplan N_c D_c a k N : 0 < N_c -> 0 < k -> 0 < N -> a <> 0 ->
  kaplan N_c D_c a a N (k * N) = kaplan_reduced (N_c + D_c / k) a N.
Proof.
  intros. unfold kaplan, kaplan_reduced. f_equal.
  replace (a / a) with 1 by (field; auto).
  rewrite Rpower_1 by now apply Rdiv_lt_0_compat. field. lra.
Qed.

Theorem D2_droppo_elibol L_inf N_C D_C a α k N : 0 < N_C -> 0 < D_C -> 0 < k -> 0 < N ->
  droppo_elibol L_inf N_C D_C a a α N (k * N)
  = droppo_elibol_reduced L_inf (Rpower N_C (a / α) + Rpower (D_C / k) (a / α)) (a / α) α N.
Proof.
  intros. unfold droppo_elibol, droppo_elibol_reduced. f_equal.
  assert (0 < D_C / k) by now apply Rdiv_lt_0_compat.
  replace (D_C / (k * N)) with (D_C / k / N) by (field; lra).
  rewrite !(Rpower_div _ N) by auto. ring.
Qed.

Theorem D2_interaction_ray E A B F α β γ_N γ_D k N : 0 < k -> 0 < N ->
  interaction E A B F α β γ_N γ_D N (k * N)
  = chinchilla E A B α β N (k * N) + F * Rpower k (- γ_D) * Rpower N (- (γ_N + γ_D)).
Proof.
  intros. unfold interaction, chinchilla. rewrite (Rpower_mult_base k N (- γ_D)) by auto.
  replace (- (γ_N + γ_D)) with (- γ_N + - γ_D) by ring. rewrite Rpower_plus. ring.
Qed.

Theorem D2_interaction E A B F γ_N γ_D k N : 0 < k -> 0 < N ->
  let α := γ_N + γ_D in
  interaction E A B F α α γ_N γ_D N (k * N)
  = chinchilla_reduced E (A + B * Rpower k (- α) + F * Rpower k (- γ_D)) α N.
Proof.
  intros Hk HN α. rewrite D2_interaction_ray, D2_chinchilla by auto.
  unfold chinchilla_reduced, α. ring.
Qed.

Theorem D2_repeated E A B α R_N R_D N D U k' :
  let N' := effective_size A B α α R_N N D U in
  0 < k' -> 0 < N' -> effective_data R_D D U = k' * N' ->
  repeated E A B α α R_N R_D N D U = chinchilla_reduced E (A + B * Rpower k' (- α)) α N'.
Proof.
  intros N' Hk HN H. unfold repeated. fold N'. rewrite H. now apply D2_chinchilla.
Qed.

Lemma discounted_unique x r : x <> 0 -> discounted x x r = x.
Proof.
  intros. unfold discounted. replace (- ((x / x - 1) / r)) with 0.
  - rewrite exp_0. ring.
  - replace (x / x - 1) with 0 by (field; auto). unfold Rdiv. ring.
Qed.

Theorem D2_repeated_single_epoch E A B α β R_N R_D N D U :
  N <> 0 -> D <> 0 -> D <= U -> N <= optimal_size A B α β D ->
  repeated E A B α β R_N R_D N D U = chinchilla E A B α β N D.
Proof.
  intros HN HD HU Ho. unfold repeated, effective_size, effective_data, unique_size.
  rewrite (Rmin_left D U) by auto. rewrite Rmin_left by auto. now rewrite !discounted_unique.
Qed.

Section Pair.
Context {Run : Type} (l : list Run) (N D : Run -> R) (α β : R).
Hypothesis Hl : l <> [].
Hypothesis HN : forall i, In i l -> 0 < N i.
Hypothesis HD : forall i, In i l -> 0 < D i.
Hypothesis Hβ : β <> 0.

Theorem D2_det_zero_iff :
  pair_det l (fun i => chinchilla_j_A α (N i)) (fun i => chinchilla_j_B β (D i)) = 0
  <-> exists K, 0 < K /\ forall i, In i l -> D i = K * Rpower (N i) (α / β).
Proof.
  rewrite X1_degenerate_iff by (intros; apply Rgt_not_eq, Rpower_pos).
  unfold chinchilla_j_A, chinchilla_j_B.
  assert (Q : forall i, Rpower (D i) (- β) / Rpower (N i) (- α)
                        = exp (- β * ln (D i) + α * ln (N i))).
  { intros i. unfold Rdiv. rewrite <- Rpower_Ropp, Ropp_involutive.
    unfold Rpower. now rewrite <- exp_plus. }
  split.
  - intros H. destruct l as [|j l'] eqn:E; [easy|].
    exists (D j * Rpower (N j) (- (α / β))). split.
    + apply Rmult_lt_0_compat; [apply HD; now left|apply Rpower_pos].
    + intros i Hi. assert (H1 := H i j Hi (or_introl eq_refl)). rewrite !Q in H1.
      apply exp_inv in H1.
      assert (HDi := HD i Hi). assert (HDj := HD j (or_introl eq_refl)).
      rewrite <- (exp_ln (D i)), <- (exp_ln (D j)) at 1 by auto.
      unfold Rpower. rewrite <- !exp_plus. f_equal.
      apply Rmult_eq_reg_l with β; auto.
      replace (β * (ln (D j) + - (α / β) * ln (N j) + α / β * ln (N i)))
        with (β * ln (D j) - α * ln (N j) + α * ln (N i)) by (field; auto). lra.
  - intros (K & HK & H) i j Hi Hj. rewrite !Q, !H by auto.
    rewrite !ln_mult by (auto; apply Rpower_pos). unfold Rpower. rewrite !ln_exp.
    f_equal. field. auto.
Qed.
End Pair.

(** Kernel of the full Jacobian of Chinchilla at zero gap on a ray. *)
Section Kernel.
Context {Run : Type} (N : Run -> R) (A B α k : R) (i : Run).
Hypotheses (HA : A <> 0) (Hk : 0 < k) (HN : 0 < N i).
Let J := jacobian A B α α N (fun i => k * N i).

Theorem D2_kernel_pair : comb J [0; Rpower k (- α); - 1; 0; 0] i = 0.
Proof.
  unfold J, jacobian, chinchilla_j_A, chinchilla_j_B. simpl.
  rewrite Rpower_mult_base by auto. ring.
Qed.

Theorem D2_kernel_exponents :
  comb J [0; - B * Rpower k (- α) * ln k; 0; B * Rpower k (- α) / A; - 1] i = 0.
Proof.
  unfold J, jacobian, chinchilla_j_A, chinchilla_j_alpha, chinchilla_j_beta. simpl.
  rewrite Rpower_mult_base, ln_mult by auto. field. auto.
Qed.
End Kernel.

(** Kaplan. *)
Definition kaplan_jacobian {Run : Type} (N_c D_c α_N α_D : R) (N D : Run -> R) : list (Run -> R) :=
  [fun i => kaplan_j_N_c N_c D_c α_N α_D (N i) (D i);
   fun i => kaplan_j_D_c N_c D_c α_N α_D (N i) (D i);
   fun i => kaplan_j_alpha_N N_c D_c α_N α_D (N i) (D i);
   fun i => kaplan_j_alpha_D N_c D_c α_N α_D (N i) (D i)].

Section KaplanKernel.
Context {Run : Type} (N : Run -> R) (N_c D_c a k : R) (i : Run).
Hypotheses (HNc : 0 < N_c) (HDc : 0 < D_c) (Ha : 0 < a) (Hk : 0 < k) (HN : 0 < N i).
Let J := kaplan_jacobian N_c D_c a a N (fun i => k * N i).
Let ψ := N_c + D_c / k.

Lemma kaplan_S_ray : kaplan_S N_c D_c a a (N i) (k * N i) = ψ / N i.
Proof.
  unfold kaplan_S, ψ. replace (a / a) with 1 by (field; lra).
  rewrite Rpower_1 by now apply Rdiv_lt_0_compat. field. lra.
Qed.

Lemma power_1 : Rpower (N_c / N i) (a / a) = N_c / N i.
Proof. replace (a / a) with 1 by (field; lra). apply Rpower_1. now apply Rdiv_lt_0_compat. Qed.

Theorem D2_kaplan_kernel_pair : comb J [1; - k; 0; 0] i = 0.
Proof.
  unfold J, kaplan_jacobian, kaplan_j_N_c, kaplan_j_D_c. simpl. rewrite power_1. field.
  repeat split; lra.
Qed.

Theorem D2_kaplan_kernel_exponents :
  comb J [- (ψ * ln (ψ / N_c) / a); 0; 1 - ψ / N_c; 1] i = 0.
Proof.
  assert (Hψ : 0 < ψ) by (unfold ψ; pose proof (Rdiv_lt_0_compat _ _ HDc Hk); lra).
  assert (Hstep : Rpower (ψ / N i) a = ψ / N i * Rpower (ψ / N i) (a - 1)).
  { replace a with (1 + (a - 1)) at 1 by ring. rewrite Rpower_plus, Rpower_1; auto.
    now apply Rdiv_lt_0_compat. }
  unfold J, kaplan_jacobian, kaplan_j_N_c, kaplan_j_D_c, kaplan_j_alpha_N, kaplan_j_alpha_D,
    kaplan_W. simpl.
  rewrite power_1, kaplan_S_ray, Hstep. unfold Rdiv.
  rewrite !ln_mult, !ln_Rinv by (auto; now apply Rinv_0_lt_compat).
  unfold Rsqr. field. lra.
Qed.
End KaplanKernel.

Section KaplanGap.
Variables N_c D_c α_N α_D k : R.
Hypotheses (HNc : 0 < N_c) (HDc : 0 < D_c) (HaN : 0 < α_N) (HaD : 0 < α_D) (Hk : 0 < k).

Theorem X5_kaplan_gap N : 0 < N ->
  kaplan_j_N_c N_c D_c α_N α_D N (k * N) / kaplan_j_D_c N_c D_c α_N α_D N (k * N)
  = (α_N / α_D * k * Rpower N_c (α_N / α_D - 1)) * Rpower N (- (α_N / α_D - 1)).
Proof.
  intros HN. unfold kaplan_j_N_c, kaplan_j_D_c.
  assert (HS : 0 < kaplan_S N_c D_c α_N α_D N (k * N))
    by (apply kaplan_S_pos; auto; now apply Rmult_lt_0_compat).
  assert (HW : 0 < kaplan_W N_c D_c α_N α_D N (k * N))
    by (unfold kaplan_W; apply Rmult_lt_0_compat; auto; apply Rpower_pos).
  set (W := kaplan_W _ _ _ _ _ _) in *. set (r := α_N / α_D).
  rewrite Rpower_div by auto.
  assert (E1 : Rpower N_c r = N_c * Rpower N_c (r - 1)).
  { replace r with (1 + (r - 1)) at 1 by ring. now rewrite Rpower_plus, Rpower_1. }
  assert (E2 : Rpower N (- (r - 1)) = N * Rpower N (- r)).
  { replace (- (r - 1)) with (1 + - r) by ring. now rewrite Rpower_plus, Rpower_1. }
  rewrite E1, E2. field. lra.
Qed.

Theorem X5_kaplan_det_zero_iff {Run : Type} (l : list Run) (N : Run -> R) i j :
  (forall i, In i l -> 0 < N i) -> In i l -> In j l -> N i <> N j ->
  pair_det l (fun i => kaplan_j_D_c N_c D_c α_N α_D (N i) (k * N i))
             (fun i => kaplan_j_N_c N_c D_c α_N α_D (N i) (k * N i)) = 0
  <-> α_N / α_D = 1.
Proof.
  intros HN Hi Hj Hij.
  rewrite X1_degenerate_iff.
  - set (c := α_N / α_D * k * Rpower N_c (α_N / α_D - 1)).
    assert (Hc : 0 < c).
    { unfold c. apply Rmult_lt_0_compat; [|apply Rpower_pos]. apply Rmult_lt_0_compat; auto.
      now apply Rdiv_lt_0_compat. }
    split.
    + intros H. specialize (H i j Hi Hj). rewrite !X5_kaplan_gap in H by auto. fold c in H.
      apply Rmult_eq_reg_l in H; [|lra]. apply exp_inv in H.
      assert (- (α_N / α_D - 1) * (ln (N i) - ln (N j)) = 0) by lra.
      apply Rmult_integral in H0 as [H0|H0]; [lra|].
      exfalso. apply Hij. apply ln_inv; auto. lra.
    + intros H a b Ha Hb. rewrite !X5_kaplan_gap by auto. fold c.
      rewrite H. replace (- (1 - 1)) with 0 by ring. now rewrite !Rpower_O by auto.
  - intros a Ha. unfold kaplan_j_D_c, kaplan_W. apply Rgt_not_eq.
    apply Rdiv_lt_0_compat; [apply Rmult_lt_0_compat; auto; apply Rpower_pos|].
    apply Rmult_lt_0_compat; auto.
Qed.
End KaplanGap.

Theorem X5_sizes : 0.076 / 0.095 - 1 = - 0.2 /\ 0.076 - 0.095 = - 0.019.
Proof. split; field_simplify; lra. Qed.

(** Hold-out error in (N, D) and in (N, C). *)
Definition rmse {Run : Type} (l : list Run) (predicted observed : Run -> R) : R :=
  sqrt ((Σ i ∈ l, (predicted i - observed i)²) / count l).

Theorem P3 {Run : Type} (l : list Run) (N D observed : Run -> R) (loss : R -> R -> R) :
  (forall i, In i l -> N i <> 0) ->
  let C := fun i => 6 * N i * D i in
  let loss_NC := fun n c => loss n (c / (6 * n)) in
  rmse l (fun i => loss_NC (N i) (C i)) observed = rmse l (fun i => loss (N i) (D i)) observed.
Proof.
  intros H C loss_NC. unfold rmse. do 2 f_equal. apply sum_ext; intros i Hi.
  unfold loss_NC, C. replace (6 * N i * D i / (6 * N i)) with (D i); [reflexivity|].
  field. auto.
Qed.
