(** X9: on one ray every fit has a second, equally good optimum; Kaplan's law has none.

    name                         ==  meaning
    X9_chinchilla_twin           ==  (A, α) ↔ (B k^−β, β): the same loss at every size on the ray
    X9_chinchilla_involution     ==  the twin of the twin is the fit itself
    X9_chinchilla_distinct       ==  the twin is another fit whenever α ≠ β
    X9_droppo_elibol_twin        ==  N_C' = D_C/k, α_N' = α_D, D_C' = k N_C, α_D' = α_N
    X9_droppo_elibol_involution  ==  an involution too
    X9_interaction_swap_AB, _BF  ==  two transpositions of the three terms: they generate all six
    X9_interaction_continuum     ==  any γ_D' gives a fit with the same loss on the ray
    X9_objective                 ==  hence the same objective, whatever the residual is
    X9_kaplan_none               ==  Kaplan: two fits with non-zero gaps and the same loss at every
                                     size on the ray are the same fit                             *)

From Coq Require Import Reals List Lra Psatz.
From Offray Require Import Sums Laws.
Open Scope R_scope.

Lemma Rpower_cancel x y : Rpower x (- y) * Rpower x y = 1.
Proof. rewrite <- Rpower_plus. replace (- y + y) with 0 by ring. unfold Rpower. rewrite Rmult_0_l. apply exp_0. Qed.

Section Ray.
Variables k N : R.
Hypotheses (Hk : 0 < k) (HN : 0 < N).

Theorem X9_chinchilla_twin E A B α β :
  chinchilla E (B * Rpower k (- β)) (A * Rpower k α) β α N (k * N) = chinchilla E A B α β N (k * N).
Proof.
  unfold chinchilla. rewrite !Rpower_mult_base by auto.
  replace (A * Rpower k α * (Rpower k (- α) * Rpower N (- α)))
    with (A * Rpower N (- α) * (Rpower k (- α) * Rpower k α)) by ring.
  rewrite Rpower_cancel. ring.
Qed.

Theorem X9_droppo_elibol_twin L_inf N_C D_C α_N α_D α : 0 < N_C -> 0 < D_C ->
  droppo_elibol L_inf (D_C / k) (k * N_C) α_D α_N α N (k * N)
  = droppo_elibol L_inf N_C D_C α_N α_D α N (k * N).
Proof.
  intros H1 H2. unfold droppo_elibol. f_equal.
  replace (D_C / k / N) with (D_C / (k * N)) by (field; lra).
  replace (k * N_C / (k * N)) with (N_C / N) by (field; lra). ring.
Qed.

Theorem X9_interaction_swap_AB E A B F α β γ_N γ_D :
  interaction E (B * Rpower k (- β)) (A * Rpower k α) F β α γ_N γ_D N (k * N)
  = interaction E A B F α β γ_N γ_D N (k * N).
Proof.
  pose proof (X9_chinchilla_twin E A B α β) as H. unfold chinchilla, interaction in *. lra.
Qed.

(** The terms (B k^−β, β) and (F k^−γ_D, γ_N + γ_D) change places, γ_D is kept. *)
Theorem X9_interaction_swap_BF E A B F α β γ_N γ_D :
  interaction E A (F * Rpower k (γ_N)) (B * Rpower k (γ_D - β)) α (γ_N + γ_D) (β - γ_D) γ_D N (k * N)
  = interaction E A B F α β γ_N γ_D N (k * N).
Proof.
  unfold interaction. rewrite !Rpower_mult_base by auto.
  replace (- (γ_N + γ_D)) with (- γ_N + - γ_D) by ring.
  replace (- (β - γ_D)) with (- β + γ_D) by ring.
  replace (γ_D - β) with (γ_D + - β) by ring.
  rewrite !Rpower_plus.
  replace (F * Rpower k γ_N * (Rpower k (- γ_N) * Rpower k (- γ_D) * (Rpower N (- γ_N) * Rpower N (- γ_D))))
    with (F * (Rpower k (- γ_N) * Rpower k γ_N) * (Rpower k (- γ_D) * (Rpower N (- γ_N) * Rpower N (- γ_D)))) by ring.
  replace (B * (Rpower k γ_D * Rpower k (- β)) * (Rpower N (- β) * Rpower N γ_D) * (Rpower k (- γ_D) * Rpower N (- γ_D)))
    with (B * (Rpower k (- γ_D) * Rpower k γ_D) * (Rpower N (- γ_D) * Rpower N γ_D) * (Rpower k (- β) * Rpower N (- β))) by ring.
  rewrite !Rpower_cancel. ring.
Qed.

Theorem X9_interaction_continuum E A B F α β γ_N γ_D γ_D' :
  interaction E A B (F * Rpower k (γ_D' - γ_D)) α β (γ_N + γ_D - γ_D') γ_D' N (k * N)
  = interaction E A B F α β γ_N γ_D N (k * N).
Proof.
  unfold interaction. rewrite !Rpower_mult_base by auto. f_equal.
  replace (γ_D' - γ_D) with (γ_D' + - γ_D) by ring.
  replace (- (γ_N + γ_D - γ_D')) with (- γ_N + (- γ_D + γ_D')) by ring.
  rewrite !Rpower_plus.
  replace (F * (Rpower k γ_D' * Rpower k (- γ_D)) * (Rpower N (- γ_N) * (Rpower N (- γ_D) * Rpower N γ_D'))
           * (Rpower k (- γ_D') * Rpower N (- γ_D')))
    with (F * Rpower N (- γ_N) * (Rpower k (- γ_D) * Rpower N (- γ_D))
          * (Rpower k (- γ_D') * Rpower k γ_D') * (Rpower N (- γ_D') * Rpower N γ_D')) by ring.
  rewrite !Rpower_cancel. ring.
Qed.

Theorem X9_chinchilla_involution A B α β :
  (A * Rpower k α) * Rpower k (- α) = A /\ (B * Rpower k (- β)) * Rpower k β = B.
Proof.
  split; [|rewrite Rmult_assoc, Rpower_cancel; ring].
  rewrite Rmult_assoc, (Rmult_comm (Rpower k α)), Rpower_cancel. ring.
Qed.

Theorem X9_droppo_elibol_involution N_C D_C : (k * N_C) / k = N_C /\ k * (D_C / k) = D_C.
Proof. split; field; lra. Qed.
End Ray.

Theorem X9_chinchilla_distinct (E A B α β k : R) : α <> β ->
  (E, B * Rpower k (- β), A * Rpower k α, β, α) <> (E, A, B, α, β).
Proof. intros H E0. apply H. congruence. Qed.

(** Whatever is summed over the runs. *)
Theorem X9_objective {Run : Type} (l : list Run) (N : Run -> R) (ρ : Run -> R -> R) k E A B α β :
  0 < k -> (forall i, In i l -> 0 < N i) ->
  (Σ i ∈ l, ρ i (chinchilla E (B * Rpower k (- β)) (A * Rpower k α) β α (N i) (k * N i)))
  = Σ i ∈ l, ρ i (chinchilla E A B α β (N i) (k * N i)).
Proof. intros Hk HN. apply sum_ext; intros i Hi. rewrite X9_chinchilla_twin; auto. Qed.

(** Kaplan. The logarithm of the loss at N = e^x is a ln(u e^(−rx) + v e^(−x)), which has two
    asymptotes, at large and at small sizes. *)
Lemma small_exponential C δ : 0 < C -> 0 < δ -> forall η, 0 < η ->
  exists X, 0 < X /\ forall x, X <= x -> C * exp (- (δ * x)) < η.
Proof.
  intros HC Hδ η Hη.
  exists (Rmax 1 ((ln (C / η) + 1) / δ)). split; [pose proof (Rmax_l 1 ((ln (C / η) + 1) / δ)); lra|].
  intros x Hx. assert (H1 : (ln (C / η) + 1) / δ <= x) by (pose proof (Rmax_r 1 ((ln (C / η) + 1) / δ)); lra).
  assert (Hq : 0 < C / η) by now apply Rdiv_lt_0_compat.
  assert (H2 : ln (C / η) < δ * x).
  { apply Rmult_le_compat_l with (r := δ) in H1; [|lra].
    replace (δ * ((ln (C / η) + 1) / δ)) with (ln (C / η) + 1) in H1 by (field; lra). lra. }
  apply exp_increasing in H2. rewrite exp_ln in H2 by auto.
  rewrite exp_Ropp. apply Rmult_lt_reg_r with (exp (δ * x)); [apply exp_pos|].
  pose proof (exp_pos (δ * x)).
  replace (C * / exp (δ * x) * exp (δ * x)) with C by (field; lra).
  apply Rmult_lt_compat_l with (r := η) in H2; auto.
  replace (η * (C / η)) with C in H2 by (field; lra). exact H2.
Qed.

(** A function has at most one asymptote approached exponentially fast. *)
Lemma asymptote_unique (F : R -> R) y0 y1 z0 z1 C δ C' δ' :
  0 < C -> 0 < δ -> 0 < C' -> 0 < δ' ->
  (forall x, 0 <= x -> Rabs (F x - (y0 + y1 * x)) <= C * exp (- (δ * x))) ->
  (forall x, 0 <= x -> Rabs (F x - (z0 + z1 * x)) <= C' * exp (- (δ' * x))) ->
  y0 = z0 /\ y1 = z1.
Proof.
  intros HC Hδ HC' Hδ' H H'.
  assert (small : forall η, 0 < η -> exists X, 0 < X /\ forall x, X <= x ->
            Rabs ((y0 - z0) + (y1 - z1) * x) < η).
  { intros η Hη.
    destruct (small_exponential C δ HC Hδ (η / 2)) as (X1 & P1 & B1); [lra|].
    destruct (small_exponential C' δ' HC' Hδ' (η / 2)) as (X2 & P2 & B2); [lra|].
    exists (Rmax X1 X2). split; [pose proof (Rmax_l X1 X2); lra|]. intros x Hx.
    assert (X1 <= x) by (pose proof (Rmax_l X1 X2); lra).
    assert (X2 <= x) by (pose proof (Rmax_r X1 X2); lra).
    assert (A1 := H x). assert (A2 := H' x). specialize (B1 x). specialize (B2 x).
    replace (y0 - z0 + (y1 - z1) * x)
      with ((F x - (z0 + z1 * x)) - (F x - (y0 + y1 * x))) by ring.
    apply Rle_lt_trans with (1 := Rabs_triang _ _). rewrite Rabs_Ropp.
    assert (Rabs (F x - (y0 + y1 * x)) <= C * exp (- (δ * x))) by (apply A1; lra).
    assert (Rabs (F x - (z0 + z1 * x)) <= C' * exp (- (δ' * x))) by (apply A2; lra).
    specialize (B1 H0). specialize (B2 H1). lra. }
  assert (E1 : y1 - z1 = 0).
  { destruct (Req_dec (y1 - z1) 0) as [E|E]; auto. exfalso.
    assert (Hd : 0 < Rabs (y1 - z1)) by now apply Rabs_pos_lt.
    destruct (small (Rabs (y1 - z1) / 2)) as (X & P & B); [lra|].
    pose proof (B X (Rle_refl X)) as B1. assert (B2 : Rabs (y0 - z0 + (y1 - z1) * (X + 1)) < Rabs (y1 - z1) / 2)
      by (apply B; lra).
    assert (T : Rabs (y1 - z1) <= Rabs (y0 - z0 + (y1 - z1) * (X + 1)) + Rabs (y0 - z0 + (y1 - z1) * X)).
    { replace (y1 - z1) with ((y0 - z0 + (y1 - z1) * (X + 1)) + - (y0 - z0 + (y1 - z1) * X)) at 1 by ring.
      apply Rle_trans with (1 := Rabs_triang _ _). rewrite Rabs_Ropp. lra. }
    lra. }
  split; [|lra].
  destruct (Req_dec (y0 - z0) 0) as [E|E]; [lra|]. exfalso.
  assert (Hd : 0 < Rabs (y0 - z0)) by now apply Rabs_pos_lt.
  destruct (small (Rabs (y0 - z0))) as (X & P & B); auto.
  specialize (B X (Rle_refl X)). rewrite E1 in B.
  replace (y0 - z0 + 0 * X) with (y0 - z0) in B by ring. lra.
Qed.

Lemma ln_1p z : 0 <= z -> 0 <= ln (1 + z) <= z.
Proof.
  intros Hz. split.
  - destruct Hz as [Hz| <-]; [|rewrite Rplus_0_r, ln_1; lra].
    left. rewrite <- ln_1. apply ln_increasing; lra.
  - pose proof (exp_ineq1_le z). rewrite <- (ln_exp z) at 2.
    destruct H as [H|H]; [left; apply ln_increasing; lra|rewrite H; lra].
Qed.

Lemma asymptote a p q c d x : 0 < a -> 0 < p -> 0 < q ->
  Rabs (a * ln (p * exp (- (c * x)) + q * exp (- (d * x))) - (a * ln p + - (a * c) * x))
  <= a * (q / p) * exp (- ((d - c) * x)).
Proof.
  intros Ha Hp Hq.
  pose proof (exp_pos (- (c * x))) as Ec. pose proof (exp_pos (- ((d - c) * x))) as Ed.
  assert (E : p * exp (- (c * x)) + q * exp (- (d * x))
              = p * exp (- (c * x)) * (1 + q / p * exp (- ((d - c) * x)))).
  { replace (exp (- (d * x))) with (exp (- (c * x)) * exp (- ((d - c) * x)))
      by (rewrite <- exp_plus; f_equal; ring). field. lra. }
  assert (Hz : 0 < q / p * exp (- ((d - c) * x)))
    by (apply Rmult_lt_0_compat; auto; now apply Rdiv_lt_0_compat).
  rewrite E, ln_mult, ln_mult, ln_exp; auto; [| now apply Rmult_lt_0_compat | lra].
  set (z := q / p * exp (- ((d - c) * x))) in *.
  destruct (ln_1p z) as [L1 L2]; [lra|].
  replace (a * (ln p + - (c * x) + ln (1 + z)) - (a * ln p + - (a * c) * x)) with (a * ln (1 + z)) by ring.
  rewrite Rabs_right by (apply Rle_ge, Rmult_le_pos; lra).
  replace (a * (q / p) * exp (- ((d - c) * x))) with (a * z) by (unfold z; ring).
  apply Rmult_le_compat_l; lra.
Qed.

(** ln L at N = e^x. *)
Definition log_loss (a r u v x : R) : R := a * ln (u * exp (- (r * x)) + v * exp (- (1 * x))).

Lemma log_loss_right a r u v : 0 < a -> 0 < u -> 0 < v -> r <> 1 ->
  exists C δ, 0 < C /\ 0 < δ /\
  let '(y0, y1) := if Rlt_dec 1 r then (a * ln v, - a) else (a * ln u, - (a * r)) in
  forall x, 0 <= x -> Rabs (log_loss a r u v x - (y0 + y1 * x)) <= C * exp (- (δ * x)).
Proof.
  intros Ha Hu Hv Hr. destruct (Rlt_dec 1 r) as [H|H].
  - exists (a * (u / v)), (r - 1). split; [|split; [lra|]].
    + apply Rmult_lt_0_compat; auto. now apply Rdiv_lt_0_compat.
    + intros x _. unfold log_loss. rewrite Rplus_comm.
      replace (- a) with (- (a * 1)) by ring. now apply asymptote.
  - exists (a * (v / u)), (1 - r). split; [|split; [lra|]].
    + apply Rmult_lt_0_compat; auto. now apply Rdiv_lt_0_compat.
    + intros x _. unfold log_loss. now apply asymptote.
Qed.

Lemma log_loss_left a r u v : 0 < a -> 0 < u -> 0 < v -> r <> 1 ->
  exists C δ, 0 < C /\ 0 < δ /\
  let '(y0, y1) := if Rlt_dec 1 r then (a * ln u, a * r) else (a * ln v, a) in
  forall x, 0 <= x -> Rabs (log_loss a r u v (- x) - (y0 + y1 * x)) <= C * exp (- (δ * x)).
Proof.
  intros Ha Hu Hv Hr. destruct (Rlt_dec 1 r) as [H|H].
  - exists (a * (v / u)), (r - 1). split; [|split; [lra|]].
    + apply Rmult_lt_0_compat; auto. now apply Rdiv_lt_0_compat.
    + intros x _. unfold log_loss.
      replace (- (r * - x)) with (- (- r * x)) by ring. replace (- (1 * - x)) with (- (- 1 * x)) by ring.
      replace (a * r) with (- (a * - r)) by ring. replace (r - 1) with (- 1 - - r) by ring.
      now apply asymptote.
  - exists (a * (u / v)), (1 - r). split; [|split; [lra|]].
    + apply Rmult_lt_0_compat; auto. now apply Rdiv_lt_0_compat.
    + intros x _. unfold log_loss. rewrite Rplus_comm.
      replace (- (r * - x)) with (- (- r * x)) by ring. replace (- (1 * - x)) with (- (- 1 * x)) by ring.
      assert (A := asymptote a v u (- 1) (- r) x Ha Hv Hu).
      replace (- (a * - 1)) with a in A by ring. replace (- r - - 1) with (1 - r) in A by ring. exact A.
Qed.

(** For r > 1 the r-norm is below the 1-norm. *)
Lemma power_superadditive r p q : 1 < r -> 0 < p -> 0 < q ->
  Rpower p r + Rpower q r < Rpower (p + q) r.
Proof.
  intros Hr Hp Hq.
  assert (B : forall y, 0 < y < 1 -> Rpower y r < y).
  { intros y Hy. rewrite <- (Rpower_1 y) at 2 by lra. unfold Rpower. apply exp_increasing.
    assert (ln y < 0) by (rewrite <- ln_1; apply ln_increasing; lra). nra. }
  assert (S : 0 < p + q) by lra.
  assert (Ep : Rpower p r = Rpower (p + q) r * Rpower (p / (p + q)) r).
  { rewrite <- Rpower_mult_base by (auto; apply Rdiv_lt_0_compat; lra). f_equal. field. lra. }
  assert (Eq : Rpower q r = Rpower (p + q) r * Rpower (q / (p + q)) r).
  { rewrite <- Rpower_mult_base by (auto; apply Rdiv_lt_0_compat; lra). f_equal. field. lra. }
  assert (Fp : 0 < p / (p + q) < 1).
  { split; [apply Rdiv_lt_0_compat; lra|]. apply Rmult_lt_reg_r with (p + q); auto.
    replace (p / (p + q) * (p + q)) with p by (field; lra). lra. }
  assert (Fq : 0 < q / (p + q) < 1).
  { split; [apply Rdiv_lt_0_compat; lra|]. apply Rmult_lt_reg_r with (p + q); auto.
    replace (q / (p + q) * (p + q)) with q by (field; lra). lra. }
  pose proof (B _ Fp) as Bp. pose proof (B _ Fq) as Bq. rewrite Ep, Eq.
  pose proof (Rpower_pos (p + q) r) as Hs.
  rewrite <- Rmult_plus_distr_l. rewrite <- (Rmult_1_r (Rpower (p + q) r)) at 2.
  apply Rmult_lt_compat_l; auto.
  assert (p / (p + q) + q / (p + q) = 1) by (field; lra). lra.
Qed.

(** The crossed case is impossible: both exponents would change places. *)
Lemma no_crossing a r u v a' r' u' v' :
  0 < a -> 0 < u -> 0 < v -> 0 < a' -> 0 < u' -> 0 < v' -> 1 < r ->
  a' * r' = a -> a * r = a' ->
  a * ln v = a' * ln u' -> a * ln u = a' * ln v' ->
  log_loss a r u v 0 = log_loss a' r' u' v' 0 -> False.
Proof.
  intros Ha Hu Hv Ha' Hu' Hv' Hr H1 H2 H3 H4 H.
  unfold log_loss in H. rewrite !Rmult_0_r, !Ropp_0, !exp_0, !Rmult_1_r in H.
  assert (L1 : ln v = r * ln u').
  { apply Rmult_eq_reg_l with a; [|lra]. rewrite H3, <- H2. ring. }
  assert (L2 : ln u = r * ln v').
  { apply Rmult_eq_reg_l with a; [|lra]. rewrite H4, <- H2. ring. }
  assert (E1 : v = Rpower u' r) by (unfold Rpower; rewrite <- L1, exp_ln; auto).
  assert (E2 : u = Rpower v' r) by (unfold Rpower; rewrite <- L2, exp_ln; auto).
  pose proof (power_superadditive r u' v' Hr Hu' Hv') as P. rewrite <- E1, <- E2 in P.
  assert (L3 : ln (u + v) = r * ln (u' + v')).
  { apply Rmult_eq_reg_l with a; [|lra]. rewrite H, <- H2. ring. }
  assert (E3 : u + v = Rpower (u' + v') r) by (unfold Rpower; rewrite <- L3, exp_ln; lra).
  lra.
Qed.

Lemma ln_injective_scaled a p q : a <> 0 -> 0 < p -> 0 < q -> a * ln p = a * ln q -> p = q.
Proof. intros Ha Hp Hq H. apply ln_inv; auto. now apply Rmult_eq_reg_l with a. Qed.

Lemma log_loss_injective a r u v a' r' u' v' :
  0 < a -> 0 < u -> 0 < v -> r <> 1 -> 0 < a' -> 0 < u' -> 0 < v' -> r' <> 1 ->
  (forall x, log_loss a r u v x = log_loss a' r' u' v' x) ->
  a = a' /\ r = r' /\ u = u' /\ v = v'.
Proof.
  intros Ha Hu Hv Hr Ha' Hu' Hv' Hr' H.
  destruct (log_loss_right a r u v) as (C1 & d1 & P1 & Q1 & R1); auto.
  destruct (log_loss_right a' r' u' v') as (C2 & d2 & P2 & Q2 & R2); auto.
  destruct (log_loss_left a r u v) as (C3 & d3 & P3 & Q3 & R3); auto.
  destruct (log_loss_left a' r' u' v') as (C4 & d4 & P4 & Q4 & R4); auto.
  assert (Right : forall y0 y1 z0 z1,
    (forall x, 0 <= x -> Rabs (log_loss a r u v x - (y0 + y1 * x)) <= C1 * exp (- (d1 * x))) ->
    (forall x, 0 <= x -> Rabs (log_loss a' r' u' v' x - (z0 + z1 * x)) <= C2 * exp (- (d2 * x))) ->
    y0 = z0 /\ y1 = z1).
  { intros y0 y1 z0 z1 A B. apply (asymptote_unique (log_loss a r u v) y0 y1 z0 z1 C1 d1 C2 d2); auto.
    intros x Hx. rewrite H. auto. }
  assert (Left : forall y0 y1 z0 z1,
    (forall x, 0 <= x -> Rabs (log_loss a r u v (- x) - (y0 + y1 * x)) <= C3 * exp (- (d3 * x))) ->
    (forall x, 0 <= x -> Rabs (log_loss a' r' u' v' (- x) - (z0 + z1 * x)) <= C4 * exp (- (d4 * x))) ->
    y0 = z0 /\ y1 = z1).
  { intros y0 y1 z0 z1 A B.
    apply (asymptote_unique (fun x => log_loss a r u v (- x)) y0 y1 z0 z1 C3 d3 C4 d4); auto.
    intros x Hx. rewrite H. auto. }
  destruct (Rlt_dec 1 r) as [G|G]; destruct (Rlt_dec 1 r') as [G'|G'].
  - destruct (Right _ _ _ _ R1 R2) as [V1 V2]. destruct (Left _ _ _ _ R3 R4) as [U1 U2].
    assert (a = a') by lra. subst a'. repeat split; auto.
    + apply Rmult_eq_reg_l with a; lra.
    + apply ln_injective_scaled with a; auto; lra.
    + apply ln_injective_scaled with a; auto; lra.
  - destruct (Right _ _ _ _ R1 R2) as [V1 V2]. destruct (Left _ _ _ _ R3 R4) as [U1 U2].
    exfalso. apply (no_crossing a r u v a' r' u' v'); auto; lra.
  - destruct (Right _ _ _ _ R1 R2) as [V1 V2]. destruct (Left _ _ _ _ R3 R4) as [U1 U2].
    exfalso. apply (no_crossing a' r' u' v' a r u v); auto; lra.
  - destruct (Right _ _ _ _ R1 R2) as [V1 V2]. destruct (Left _ _ _ _ R3 R4) as [U1 U2].
    assert (a = a') by lra. subst a'. repeat split; auto.
    + apply Rmult_eq_reg_l with a; lra.
    + apply ln_injective_scaled with a; auto; lra.
    + apply ln_injective_scaled with a; auto; lra.
Qed.

Lemma kaplan_log_loss N_c D_c α_N α_D k x : 0 < N_c -> 0 < D_c -> 0 < α_D -> 0 < k ->
  ln (kaplan N_c D_c α_N α_D (exp x) (k * exp x))
  = log_loss α_D (α_N / α_D) (Rpower N_c (α_N / α_D)) (D_c / k) x.
Proof.
  intros H1 H2 H3 H4. unfold kaplan, log_loss. unfold Rpower at 1. rewrite ln_exp. do 2 f_equal.
  pose proof (exp_pos x). f_equal.
  - rewrite Rpower_div by auto. f_equal. unfold Rpower. rewrite ln_exp. f_equal; ring.
  - rewrite Rmult_1_l, exp_Ropp. field. lra.
Qed.

Theorem X9_kaplan_none N_c D_c α_N α_D N_c' D_c' α_N' α_D' k :
  0 < N_c -> 0 < D_c -> 0 < α_N -> 0 < α_D -> α_N / α_D <> 1 ->
  0 < N_c' -> 0 < D_c' -> 0 < α_N' -> 0 < α_D' -> α_N' / α_D' <> 1 -> 0 < k ->
  (forall N, 0 < N -> kaplan N_c D_c α_N α_D N (k * N) = kaplan N_c' D_c' α_N' α_D' N (k * N)) ->
  N_c = N_c' /\ D_c = D_c' /\ α_N = α_N' /\ α_D = α_D'.
Proof.
  intros HN HD HaN HaD Hr HN' HD' HaN' HaD' Hr' Hk H.
  assert (Hq : 0 < α_N / α_D) by now apply Rdiv_lt_0_compat.
  destruct (log_loss_injective α_D (α_N / α_D) (Rpower N_c (α_N / α_D)) (D_c / k)
              α_D' (α_N' / α_D') (Rpower N_c' (α_N' / α_D')) (D_c' / k)) as (E1 & E2 & E3 & E4);
    auto; try apply Rpower_pos; try (now apply Rdiv_lt_0_compat).
  - intros x. rewrite <- !kaplan_log_loss by auto. f_equal. apply H, exp_pos.
  - rewrite E2 in E3. rewrite E2 in Hq. split; [|split; [|split]]; auto.
    + apply ln_inv; auto. apply exp_inv in E3. apply Rmult_eq_reg_l with (α_N' / α_D'); lra.
    + apply Rmult_eq_reg_r with (/ k); auto. apply Rgt_not_eq. now apply Rinv_0_lt_compat.
    + rewrite E1 in E2. apply Rmult_eq_reg_r with (/ α_D'); auto.
      apply Rgt_not_eq. now apply Rinv_0_lt_compat.
Qed.
