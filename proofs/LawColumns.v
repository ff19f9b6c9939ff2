(** X1 and C1 said of the laws' own columns.

    name                    ==  meaning
    X1_limit_moving         ==  X1's limit when the weights move with ε: j_a = f(ε), j_b = c(ε) e^(εx) f(ε),
                                f and c continuous at 0: ε²κ → (1 + c²)²/(c² σ_w²), all at ε = 0
    pair_kappa_symmetric    ==  κ does not depend on the order of the columns
    X1_kaplan_limit         ==  Kaplan's pair N_c, D_c on D = kN, ε = α_N/α_D − 1 → 0:
                                ε²κ → (1 + k²)²/(k² σ_w²), w = (∂L/∂D_c)² at ε = 0
    X1_droppo_limit         ==  Droppo–Elibol's pair N_C, D_C on D = kN, γ_N = γ, γ_D = γ − ε → γ:
                                ε²κ → (1 + c²)²/(c² σ_w²), c = (N_C/D_C)(D_C/k)^γ/N_C^γ,
                                w = (∂L/∂N_C)² at ε = 0
    C1_chinchilla_exact     ==  Chinchilla's A, B on D = kN: (CI(A)/CI(ψ))² = ratio2 with
                                w = N^−2α, x = ln N, at every ε ≠ 0
    C1_chinchilla_two_sided ==  its two-sided bound
    C1_chinchilla_limit     ==  ε² ratio² → 1/σ_w²                                              *)

From Coq Require Import Reals List Lra Psatz.
From Coquelicot Require Import Coquelicot.
From Offray Require Import Sums Gram Parallel Taylor Laws Jacobian Ray Confidence FullModel Reduced
  TestVector KaplanModel DroppoModel Program ProgramRay FiveSizes.
From Offray.generated Require Printed.
Import ListNotations.
Open Scope R_scope.

Section Moving.
Context {Run : Type} (l : list Run) (f : R -> Run -> R) (x : Run -> R) (c : R -> R) (ε1 : R).
Hypothesis H1 : 0 < ε1.
Hypothesis Hf : forall ε i, Rabs ε < ε1 -> In i l -> f ε i <> 0.
Hypothesis Hc : forall ε, Rabs ε < ε1 -> c ε <> 0.
Hypothesis Cf : forall i, In i l -> continuity_pt (fun ε => f ε i) 0.
Hypothesis Cc : continuity_pt c 0.
Hypothesis Hx : exists i j, In i l /\ In j l /\ x i <> x j.
Let w (ε : R) (i : Run) : R := (f ε i)².
Let g (ε : R) (i : Run) : R := c ε * exp (ε * x i) * f ε i.
Let W (ε : R) : R := Σ i ∈ l, w ε i.
Let S (ε : R) : R := spread l (w ε) x.

Lemma moving_weight ε i : Rabs ε < ε1 -> In i l -> 0 < w ε i.
Proof. intros He Hi. apply Rlt_0_sqr. auto. Qed.

Lemma moving_spread ε : Rabs ε < ε1 -> 0 < S ε.
Proof.
  intros He. destruct Hx as (i & j & Hi & Hj & Hij).
  apply (spread_pos l (w ε) x i j); auto. intros a Ha. now apply moving_weight.
Qed.

Lemma w_continuous i : In i l -> continuity_pt (fun ε => w ε i) 0.
Proof. intros Hi. apply (continuity_pt_mult (fun ε => f ε i) (fun ε => f ε i)); auto. Qed.

Lemma W_continuous : continuity_pt W 0.
Proof. apply (sum_continuous l w). exact w_continuous. Qed.

Lemma S_continuous : continuity_pt S 0.
Proof.
  assert (K : forall h : Run -> R, continuity_pt (fun ε => Σ i ∈ l, w ε i * h i) 0).
  { intros h. apply (sum_continuous l (fun ε i => w ε i * h i)). intros i Hi.
    apply (continuity_pt_mult (fun ε => w ε i) (fun _ => h i)); [now apply w_continuous|].
    apply continuity_pt_const. now intros ? ?. }
  unfold S, spread.
  apply (continuity_pt_minus (fun ε => W ε * (Σ i ∈ l, w ε i * (x i)²)) (fun ε => (Σ i ∈ l, w ε i * x i)²)).
  - apply (continuity_pt_mult W (fun ε => Σ i ∈ l, w ε i * (x i)²)); [apply W_continuous|].
    apply (K (fun i => (x i)²)).
  - apply (continuity_pt_mult (fun ε => Σ i ∈ l, w ε i * x i) (fun ε => Σ i ∈ l, w ε i * x i)); apply K.
Qed.

Theorem X1_limit_moving :
  is_lim (fun ε => ε² * pair_kappa l (f ε) (g ε)) 0
    ((1 + (c 0)²)² / ((c 0)² * (spread l (w 0) x / (Σ i ∈ l, w 0 i)²))).
Proof.
  destruct (bounded l x) as [X HX]. assert (E0 : Rabs 0 < ε1) by (rewrite Rabs_R0; auto).
  pose proof (moving_spread 0 E0) as HS. pose proof (Hc 0 E0) as Hc0.
  assert (HW : 0 < W 0).
  { apply sum_pos; [apply (spread_nonempty l (w 0) x HS)|]. intros i Hi. now apply moving_weight. }
  assert (E : forall em eM z : R, em = 1 -> eM = 1 -> z = 0 ->
    (W 0 * (1 + (c 0)² * em))² / ((c 0)² * eM * S 0) - z
    = (1 + (c 0)²)² / ((c 0)² * (spread l (w 0) x / (Σ i ∈ l, w 0 i)²))).
  { intros em eM z -> -> ->. fold (W 0) (S 0). unfold Rsqr in *. field. repeat split; lra. }
  assert (Hn : forall e, (c 0)² * exp e * S 0 <> 0).
  { intros e. apply Rgt_not_eq, Rmult_lt_0_compat; auto.
    apply Rmult_lt_0_compat; [now apply Rlt_0_sqr|apply exp_pos]. }
  assert (Cq : continuity_pt (fun ε => (c ε)²) 0) by now apply (continuity_pt_mult c c).
  assert (Ce : forall s : R, continuity_pt (fun ε => exp (s * (2 * (Rabs ε * X)))) 0) by (intros s; reg).
  assert (CN : forall s : R, continuity_pt (fun ε => (W ε * (1 + (c ε)² * exp (s * (2 * (Rabs ε * X)))))²) 0).
  { intros s. assert (Q : continuity_pt (fun ε => W ε * (1 + (c ε)² * exp (s * (2 * (Rabs ε * X))))) 0).
    { apply (continuity_pt_mult W (fun ε => 1 + (c ε)² * exp (s * (2 * (Rabs ε * X))))); [apply W_continuous|].
      apply (continuity_pt_plus (fun _ => 1) (fun ε => (c ε)² * exp (s * (2 * (Rabs ε * X)))));
        [apply continuity_pt_const; now intros ? ?|].
      apply (continuity_pt_mult (fun ε => (c ε)²) (fun ε => exp (s * (2 * (Rabs ε * X))))); auto. }
    now apply (continuity_pt_mult (fun ε => W ε * (1 + (c ε)² * exp (s * (2 * (Rabs ε * X)))))
      (fun ε => W ε * (1 + (c ε)² * exp (s * (2 * (Rabs ε * X)))))). }
  assert (CD : forall s : R, continuity_pt (fun ε => (c ε)² * exp (s * (2 * (Rabs ε * X))) * S ε) 0).
  { intros s. apply (continuity_pt_mult (fun ε => (c ε)² * exp (s * (2 * (Rabs ε * X)))) S); [|apply S_continuous].
    apply (continuity_pt_mult (fun ε => (c ε)²) (fun ε => exp (s * (2 * (Rabs ε * X))))); auto. }
  assert (CQ : forall s t : R, continuity_pt (fun ε =>
    (W ε * (1 + (c ε)² * exp (s * (2 * (Rabs ε * X)))))² / ((c ε)² * exp (t * (2 * (Rabs ε * X))) * S ε)) 0).
  { intros s t. apply (continuity_pt_div
      (fun ε => (W ε * (1 + (c ε)² * exp (s * (2 * (Rabs ε * X)))))²)
      (fun ε => (c ε)² * exp (t * (2 * (Rabs ε * X))) * S ε)); auto. }
  assert (X0 : forall s : R, exp (s * (2 * (Rabs 0 * X))) = 1).
  { intros s. rewrite Rabs_R0. replace (s * (2 * (0 * X))) with 0 by ring. apply exp_0. }
  set (low := fun ε => (W ε * (1 + (c ε)² * exp (-1 * (2 * (Rabs ε * X)))))²
    / ((c ε)² * exp (1 * (2 * (Rabs ε * X))) * S ε) - 3 * ε²).
  set (high := fun ε => (W ε * (1 + (c ε)² * exp (1 * (2 * (Rabs ε * X)))))²
    / ((c ε)² * exp (-1 * (2 * (Rabs ε * X))) * S ε) - 2 * ε²).
  apply (is_lim_le_le_loc low high).
  - exists (mkposreal ε1 H1). intros ε Hb Hε.
    assert (He : Rabs ε < ε1).
    { rewrite <- (Rminus_0_r ε). exact Hb. }
    pose proof (X1_kappa_two_sided l (f ε) x (c ε) X (fun i Hi => Hf ε i He Hi) HX (Hc ε He)
      (moving_spread ε He) ε Hε) as K.
    unfold kappa_low, kappa_high in K. unfold low, high.
    replace (-1 * (2 * (Rabs ε * X))) with (- (2 * (Rabs ε * X))) by ring. rewrite Rmult_1_l. exact K.
  - rewrite <- (E (exp (-1 * (2 * (Rabs 0 * X)))) (exp (1 * (2 * (Rabs 0 * X)))) (3 * 0²)); auto.
    + apply (is_lim_continuity low).
      apply (continuity_pt_minus (fun ε => (W ε * (1 + (c ε)² * exp (-1 * (2 * (Rabs ε * X)))))²
        / ((c ε)² * exp (1 * (2 * (Rabs ε * X))) * S ε)) (fun ε => 3 * ε²)); auto. unfold Rsqr; reg.
    + unfold Rsqr; ring.
  - rewrite <- (E (exp (1 * (2 * (Rabs 0 * X)))) (exp (-1 * (2 * (Rabs 0 * X)))) (2 * 0²)); auto.
    + apply (is_lim_continuity high).
      apply (continuity_pt_minus (fun ε => (W ε * (1 + (c ε)² * exp (1 * (2 * (Rabs ε * X)))))²
        / ((c ε)² * exp (-1 * (2 * (Rabs ε * X))) * S ε)) (fun ε => 2 * ε²)); auto. unfold Rsqr; reg.
    + unfold Rsqr; ring.
Qed.
End Moving.

Lemma pair_kappa_symmetric {Run : Type} (l : list Run) f g : pair_kappa l f g = pair_kappa l g f.
Proof.
  unfold pair_kappa. rewrite (dot_sym l g f). unfold kappa, lam_plus, lam_minus.
  replace (tr (dot l g g) (dot l f f)) with (tr (dot l f f) (dot l g g)) by (unfold tr; ring).
  replace (det (dot l g g) (dot l f g) (dot l f f)) with (det (dot l f f) (dot l f g) (dot l g g))
    by (unfold det; ring). reflexivity.
Qed.

Section Kaplan.
Context {Run : Type} (l : list Run) (N : Run -> R) (N_c D_c a k : R).
Hypotheses (HNc : 0 < N_c) (HDc : 0 < D_c) (Ha : 0 < a) (Hk : 0 < k).
Hypothesis HN : forall i, In i l -> 0 < N i.

Theorem X1_kaplan_limit : different_sizes 2 l N ->
  let jN := fun ε i => kaplan_j_N_c N_c D_c (a * (1 + ε)) a (N i) (k * N i) in
  let jD := fun ε i => kaplan_j_D_c N_c D_c (a * (1 + ε)) a (N i) (k * N i) in
  let w := fun i => (jD 0 i)² in
  is_lim (fun ε => ε² * pair_kappa l (jN ε) (jD ε)) 0
    ((1 + k²)² / (k² * (spread l w (fun i => ln (N i)) / (Σ i ∈ l, w i)²))).
Proof.
  intros Hs jN jD w.
  set (c := fun ε => (1 + ε) * k * Rpower N_c ε). set (x := fun i => - ln (N i)).
  assert (HD : forall i, In i l -> 0 < k * N i) by (intros; apply Rmult_lt_0_compat; auto).
  assert (PD : forall ε i, In i l -> 0 < jD ε i).
  { intros ε i Hi. pose proof (HN i Hi). pose proof (HD i Hi). unfold jD, kaplan_j_D_c, kaplan_W.
    apply Rdiv_lt_0_compat; auto. apply Rmult_lt_0_compat; auto. apply Rpower_pos. }
  assert (C0 : c 0 = k) by (unfold c; rewrite Rpower_O by auto; ring).
  assert (Ep : spread l w (fun i => ln (N i)) = spread l (fun i => (jD 0 i)²) x).
  { rewrite !spread_pairs. f_equal. apply sum_ext. intros i _. apply sum_ext. intros j _.
    unfold x, w, Rsqr. ring. }
  rewrite Ep, <- C0.
  assert (Eg : forall (ε : R) i, -1 < ε < 1 -> In i l -> c ε * exp (ε * x i) * jD ε i = jN ε i).
  { intros ε i He Hi. pose proof (PD ε i Hi) as P.
    assert (Ha' : 0 < a * (1 + ε)) by (apply Rmult_lt_0_compat; lra).
    pose proof (X5_kaplan_gap N_c D_c (a * (1 + ε)) a k HNc HDc Ha Hk (N i) (HN i Hi)) as G.
    change (jN ε i / jD ε i = a * (1 + ε) / a * k * Rpower N_c (a * (1 + ε) / a - 1)
      * Rpower (N i) (- (a * (1 + ε) / a - 1))) in G.
    replace (a * (1 + ε) / a) with (1 + ε) in G by (field; lra).
    replace (1 + ε - 1) with ε in G by ring.
    replace (exp (ε * x i)) with (Rpower (N i) (- ε)) by (unfold Rpower, x; f_equal; ring).
    unfold c. rewrite <- G. field. lra. }
  apply (is_lim_ext_loc (fun ε => ε² * pair_kappa l (jD ε) (fun i => c ε * exp (ε * x i) * jD ε i))).
  - exists (mkposreal 1 Rlt_0_1). intros ε Hb _. rewrite (pair_kappa_symmetric l (jN ε)). f_equal.
    assert (He : Rabs ε < 1).
    { rewrite <- (Rminus_0_r ε). exact Hb. }
    apply Rabs_def2 in He. assert (He' : -1 < ε < 1) by (split; [apply He|apply He]).
    unfold pair_kappa.
    assert (D1 : dot l (jD ε) (fun i => c ε * exp (ε * x i) * jD ε i) = dot l (jD ε) (jN ε))
      by (apply sum_ext; intros i Hi; now rewrite (Eg ε)).
    assert (D2 : dot l (fun i => c ε * exp (ε * x i) * jD ε i) (fun i => c ε * exp (ε * x i) * jD ε i)
      = dot l (jN ε) (jN ε)) by (apply sum_ext; intros i Hi; now rewrite (Eg ε)).
    now rewrite D1, D2.
  - apply (X1_limit_moving l jD x c 1); try lra.
    + intros ε i _ Hi. specialize (PD ε i Hi). lra.
    + intros ε He. apply Rabs_def2 in He. unfold c. pose proof (Rpower_pos N_c ε).
      apply Rgt_not_eq. apply Rmult_lt_0_compat; auto. apply Rmult_lt_0_compat; lra.
    + intros i Hi. pose proof (HN i Hi) as Hi'.
      apply (continuity_pt_ext (fun ε => a * N i / (k * N i) * weight N N_c D_c a k ε i)).
      * intros ε. unfold jD, kaplan_j_D_c, kaplan_W, weight. field. lra.
      * apply (continuity_pt_mult (fun _ => a * N i / (k * N i)) (fun ε => weight N N_c D_c a k ε i));
          [apply continuity_pt_const; now intros ? ?|].
        exact (KaplanModel.weight_continuous l N N_c D_c a k HNc HDc Ha Hk HN i Hi).
    + unfold c, Rpower. reg.
    + destruct Hs as ([|i [|j [|? ?]]] & Hin & Hd & Hl); try discriminate.
      exists i, j. split; [apply Hin; simpl; auto|]. split; [apply Hin; simpl; auto|].
      intros E. simpl in Hd. inversion Hd as [|? ? H _]. apply H. left. symmetry.
      apply ln_inv; [apply HN, Hin; simpl; auto|apply HN, Hin; simpl; auto|]. unfold x in E. lra.
Qed.
End Kaplan.

Section DroppoElibol.
Context {Run : Type} (l : list Run) (N : Run -> R) (L_inf N_C D_C γ α k : R).
Hypotheses (HNC : 0 < N_C) (HDC : 0 < D_C) (Hγ : 0 < γ) (Ha : 0 < α) (Hk : 0 < k).
Hypothesis HN : forall i, In i l -> 0 < N i.

Theorem X1_droppo_limit : different_sizes 2 l N ->
  let jN := fun ε i => Printed.droppo_elibol_d_N_C L_inf N_C D_C (α * γ) (α * (γ - ε)) α (N i) (k * N i) in
  let jD := fun ε i => Printed.droppo_elibol_d_D_C L_inf N_C D_C (α * γ) (α * (γ - ε)) α (N i) (k * N i) in
  let w := fun i => (jN 0 i)² in
  let c := N_C * Rpower (D_C / k) γ / (D_C * Rpower N_C γ) in
  is_lim (fun ε => ε² * pair_kappa l (jN ε) (jD ε)) 0
    ((1 + c²)² / (c² * (spread l w (fun i => ln (N i)) / (Σ i ∈ l, w i)²))).
Proof.
  intros Hs jN jD w c0.
  set (c := fun ε => (γ - ε) * N_C / (γ * D_C) * Rpower (D_C / k) (γ - ε) / Rpower N_C γ).
  assert (HDk : 0 < D_C / k) by now apply Rdiv_lt_0_compat.
  assert (EN : forall ε i, In i l ->
    jN ε i = α * γ * (Rpower N_C γ * Rpower (N i) (- γ)) / N_C * droppo_weight N L_inf N_C D_C γ α k ε i).
  { intros ε i Hi. unfold jN, Printed.droppo_elibol_d_N_C, droppo_weight, droppo_bracket.
    rewrite (size_power l N N_C γ α HNC Ha HN i Hi), (data_power l N D_C γ α k HDC Ha Hk HN ε i Hi). field. lra. }
  assert (PN : forall ε i, In i l -> 0 < jN ε i).
  { intros ε i Hi. rewrite EN by auto. unfold droppo_weight.
    repeat (apply Rdiv_lt_0_compat || apply Rmult_lt_0_compat || apply Rpower_pos || assumption). }
  assert (C0 : c 0 = c0).
  { unfold c, c0. rewrite Rminus_0_r. field. pose proof (Rpower_pos N_C γ). repeat split; lra. }
  rewrite <- C0.
  assert (Eg : forall (ε : R) i, In i l -> c ε * exp (ε * ln (N i)) * jN ε i = jD ε i).
  { intros ε i Hi. pose proof (HN i Hi) as Hi'.
    unfold jD, jN. rewrite (program_droppo_elibol_gap L_inf N_C D_C (α * γ) (α * (γ - ε)) α k (N i));
      auto; [|apply Rgt_not_eq; now apply Rmult_lt_0_compat|lra].
    unfold Printed.droppo_elibol_ray_exponent, Printed.droppo_elibol_gap.
    replace ((α * γ - α * (γ - ε)) / α) with ε by (field; lra).
    replace (α * (γ - ε) / α) with (γ - ε) by (field; lra).
    replace (α * γ / α) with γ by (field; lra).
    rewrite Rpower_Ropp. unfold c. rewrite (Rpower_div D_C k) by auto. rewrite Rpower_Ropp.
    replace (exp (ε * ln (N i))) with (Rpower (N i) ε) by reflexivity.
    pose proof (Rpower_pos N_C γ). pose proof (Rpower_pos k (γ - ε)). field. repeat split; lra. }
  apply (is_lim_ext_loc (fun ε => ε² * pair_kappa l (jN ε) (fun i => c ε * exp (ε * ln (N i)) * jN ε i))).
  - exists (mkposreal 1 Rlt_0_1). intros ε _ _. f_equal. unfold pair_kappa.
    assert (D1 : dot l (jN ε) (fun i => c ε * exp (ε * ln (N i)) * jN ε i) = dot l (jN ε) (jD ε))
      by (apply sum_ext; intros i Hi; now rewrite (Eg ε)).
    assert (D2 : dot l (fun i => c ε * exp (ε * ln (N i)) * jN ε i) (fun i => c ε * exp (ε * ln (N i)) * jN ε i)
      = dot l (jD ε) (jD ε)) by (apply sum_ext; intros i Hi; now rewrite (Eg ε)).
    now rewrite D1, D2.
  - apply (X1_limit_moving l jN (fun i => ln (N i)) c γ Hγ).
    + intros ε i _ Hi. specialize (PN ε i Hi). lra.
    + intros ε He. apply Rabs_def2 in He. unfold c. apply Rgt_not_eq.
      repeat (apply Rdiv_lt_0_compat || apply Rmult_lt_0_compat || apply Rpower_pos || assumption || lra).
    + intros i Hi.
      apply (continuity_pt_ext (fun ε => α * γ * (Rpower N_C γ * Rpower (N i) (- γ)) / N_C
        * droppo_weight N L_inf N_C D_C γ α k ε i)).
      * intros ε. symmetry. now apply EN.
      * apply (continuity_pt_mult (fun _ => α * γ * (Rpower N_C γ * Rpower (N i) (- γ)) / N_C)
          (fun ε => droppo_weight N L_inf N_C D_C γ α k ε i)); [apply continuity_pt_const; now intros ? ?|].
        apply DroppoModel.weight_continuous.
    + unfold c, Rpower. reg.
    + destruct Hs as ([|i [|j [|? ?]]] & Hin & Hd & Hl); try discriminate.
      exists i, j. split; [apply Hin; simpl; auto|]. split; [apply Hin; simpl; auto|].
      intros E. simpl in Hd. inversion Hd as [|? ? H _]. apply H. left. symmetry.
      apply ln_inv; [apply HN, Hin; simpl; auto|apply HN, Hin; simpl; auto|]. exact E.
Qed.
End DroppoElibol.

Section Chinchilla.
Context {Run : Type} (l : list Run) (N : Run -> R) (α k X : R).
Hypothesis Hk : 0 < k.
Hypothesis HN : forall i, In i l -> 0 < N i.
Hypothesis HX : forall i, In i l -> Rabs (ln (N i)) <= X.
Hypothesis H2 : different_sizes 2 l N.
Let jA (i : Run) : R := chinchilla_j_A α (N i).
Let jB (ε : R) (i : Run) : R := chinchilla_j_B (α - ε) (k * N i).
Let w (i : Run) : R := (jA i)².
Let x (i : Run) : R := ln (N i).

Lemma two_logs : exists i j, In i l /\ In j l /\ ln (N i) <> ln (N j).
Proof.
  destruct H2 as ([|i [|j [|? ?]]] & Hin & Hd & Hl); try discriminate.
  assert (Hi : In i l) by (apply Hin; simpl; auto). assert (Hj : In j l) by (apply Hin; simpl; auto).
  exists i, j. repeat split; auto. intros E. simpl in Hd. inversion Hd as [|? ? H _]. apply H. left.
  symmetry. apply ln_inv; auto.
Qed.

Lemma chinchilla_weight i : In i l -> 0 < w i.
Proof. intros _. apply Rlt_0_sqr, Rgt_not_eq, Rpower_pos. Qed.

Lemma chinchilla_spread : 0 < spread l w x.
Proof.
  destruct two_logs as (i & j & Hi & Hj & Hij). apply (spread_pos l w x i j); auto using chinchilla_weight.
Qed.

Theorem C1_chinchilla_exact ε : ε <> 0 ->
  variance_A l jA (jB ε) / variance_psi l jA = ratio2 l w x ε.
Proof.
  intros He. set (c := Rpower k (- (α - ε))). assert (Hc : 0 < c) by apply Rpower_pos.
  assert (HjA : forall i, In i l -> jA i <> 0) by (intros; apply Rgt_not_eq, Rpower_pos).
  assert (Er : forall i, In i l -> jB ε i / jA i = c * exp (ε * x i)).
  { intros i Hi. unfold jB. rewrite (X1_chinchilla_ray l N α k Hk HN ε i Hi). fold c. fold (x i) (jA i).
    field. now apply HjA. }
  destruct two_logs as (a & b & Hina & Hinb & Hab).
  assert (Hl : l <> []) by (intros E; now rewrite E in Hina).
  assert (Sp : 0 < spread l w (fun i => exp (ε * x i))).
  { apply (spread_pos l w _ a b); auto using chinchilla_weight. intros E. apply exp_inv in E.
    apply Hab. apply Rmult_eq_reg_l with ε; auto. }
  assert (Sc : spread l w (fun i => jB ε i / jA i) = spread l w (fun i => c * exp (ε * x i))).
  { rewrite !spread_pairs. f_equal. apply sum_ext. intros i Hi. apply sum_ext. intros j Hj. now rewrite !Er. }
  assert (Hd : pair_det l jA (jB ε) <> 0).
  { rewrite X1_det by auto. fold w. rewrite Sc, spread_scal.
    apply Rgt_not_eq, Rmult_lt_0_compat; auto. apply Rlt_0_sqr. lra. }
  pose proof (C1_pair l jA (jB ε) HjA Hl Hd) as P. cbv zeta in P. fold w in P. rewrite P, Sc.
  rewrite (sum_ext l (fun i => w i * (jB ε i / jA i)²) (fun i => w i * (c * exp (ε * x i))²))
    by (intros i Hi; now rewrite Er).
  rewrite (C1_pair_free_of_scale l w (fun i => exp (ε * x i)) c) by lra. reflexivity.
Qed.

Theorem C1_chinchilla_two_sided ε : ε <> 0 ->
  exp (- (4 * (Rabs ε * X))) * / (spread l w x / (Σ i ∈ l, w i)²)
  <= ε² * (variance_A l jA (jB ε) / variance_psi l jA)
  <= exp (4 * (Rabs ε * X)) * / (spread l w x / (Σ i ∈ l, w i)²).
Proof.
  intros He. rewrite C1_chinchilla_exact by auto.
  exact (C1_ray_two_sided l w x X chinchilla_weight HX chinchilla_spread ε He).
Qed.

Theorem C1_chinchilla_limit :
  is_lim (fun ε => ε² * (variance_A l jA (jB ε) / variance_psi l jA)) 0
    (/ (spread l w x / (Σ i ∈ l, w i)²)).
Proof.
  apply (is_lim_ext_loc (fun ε => ε² * ratio2 l w x ε)).
  - exists (mkposreal 1 Rlt_0_1). intros ε _ He. now rewrite C1_chinchilla_exact.
  - exact (C1_limit l w x X chinchilla_weight HX chinchilla_spread).
Qed.
End Chinchilla.
