(** X3, the other side: λ_min ≥ c ε⁶ and κ ≤ C ε⁻⁶, so κ(JᵀJ) = Θ(ε⁻⁶).

    The columns span b₀ + (b₁ + b₂ x + b₃ h₂ + b₄ h₃) e with h₂ = (e^t − 1 − t)/ε² → x²/2 and
    h₃ = ((t − 2)e^t + t + 2)/ε³ → x³/6, t = εx. Hypothesis: the five limit functions
    1, e, xe, x²e/2, x³e/6 are independent over the design, with constant μ > 0 (FiveSizes.v: five
    different sizes and α ≠ 0 suffice).

    name                    ==  meaning
    independent μ           ==  μ |b| ≤ ‖b₀ + (b₁ + b₂x + b₃x²/2 + b₄x³/6) e‖ for all b
    drift                   ==  ‖e‖ e^T (X³/6 + X⁴/12) |ε|: how far h₂, h₃ are from their limits
    X3_change_of_basis      ==  (Jv)_i in the functions 1, e, xe, h₂e, h₃e, for any v
    X3_image_lower          ==  ‖Jv‖ ≥ (μ − drift) |b|
    X3_lambda_min_lower     ==  |ε| ≤ 1, drift ≤ μ/2: λ_min ≥ ε⁶ μ²/(4 C²), C = size_bound explicit
    X3_kappa_upper          ==  … and κ ≤ (trace) 4 C²/μ² ε⁻⁶                              *)

From Coq Require Import Reals List Lra Psatz.
From Offray Require Import Sums Gram Taylor Laws Jacobian FullModel.
Import ListNotations.
Open Scope R_scope.

(** JᵀJ is at most its trace. *)
Definition trace {Run : Type} (l : list Run) (cols : list (Run -> R)) : R := Σ f ∈ cols, dot l f f.

Lemma comb_bound {Run : Type} (cols : list (Run -> R)) v i :
  length v = length cols -> (comb cols v i)² <= (Σ f ∈ cols, (f i)²) * norm2 v.
Proof.
  revert v. induction cols as [|f cols IH]; intros [|a v] H; try discriminate.
  - unfold norm2, Rsqr; simpl. lra.
  - assert (H' : length v = length cols) by (simpl in H; congruence).
    specialize (IH v H').
    assert (E : comb (f :: cols) (a :: v) i = a * f i + comb cols v i) by reflexivity.
    assert (Es : (Σ g ∈ f :: cols, (g i)²) = (f i)² + Σ g ∈ cols, (g i)²) by reflexivity.
    assert (En : norm2 (a :: v) = a² + norm2 v) by reflexivity.
    rewrite E, Es, En.
    set (S := Σ g ∈ cols, (g i)²) in *. set (c := comb cols v i) in *. set (n := norm2 v) in *.
    assert (HS : 0 <= S) by (apply sum_nonneg; intros; apply Rle_0_sqr).
    assert (Hn : 0 <= n) by apply norm2_nonneg.
    assert (X : 2 * (a * f i) * c <= a² * S + (f i)² * n).
    { destruct (Rle_lt_dec ((a * f i) * c) 0) as [Hneg|Hpos].
      - pose proof (Rmult_le_pos _ _ (Rle_0_sqr a) HS). pose proof (Rmult_le_pos _ _ (Rle_0_sqr (f i)) Hn).
        lra.
      - apply Rsqr_incr_0_var.
        + apply Rle_trans with (4 * (a² * (f i)²) * (S * n)).
          * replace ((2 * (a * f i) * c)²) with (4 * (a² * (f i)²) * c²) by (unfold Rsqr; ring).
            apply Rmult_le_compat_l; auto.
            pose proof (Rmult_le_pos _ _ (Rle_0_sqr a) (Rle_0_sqr (f i))). lra.
          * pose proof (Rle_0_sqr (a² * S - (f i)² * n)). unfold Rsqr in *. lra.
        + pose proof (Rmult_le_pos _ _ (Rle_0_sqr a) HS). pose proof (Rmult_le_pos _ _ (Rle_0_sqr (f i)) Hn).
          lra. }
    unfold Rsqr in *. lra.
Qed.

Lemma form_le_trace {Run : Type} (l : list Run) cols v :
  length v = length cols -> form l cols v <= trace l cols * norm2 v.
Proof.
  intros H. unfold form, trace, dot.
  rewrite <- (sum_swap l cols (fun i f => f i * f i)), <- sum_scal_r.
  apply sum_le; intros i _. now apply comb_bound.
Qed.

Section Ray.
Context {Run : Type} (l : list Run) (N : Run -> R) (A B α k X : R).
Hypotheses (HA : A <> 0) (HB : B <> 0) (Hk : 0 < k).
Hypothesis HN : forall i, In i l -> 0 < N i.
Hypothesis HX : forall i, In i l -> Rabs (ln (N i)) <= X.
Hypothesis HX0 : 0 <= X.

Let D (i : Run) : R := k * N i.
Let x (i : Run) : R := ln (N i).
Let e (i : Run) : R := Rpower (N i) (- α).
Let q (ε : R) : R := Rpower k (- (α - ε)).
Let J (ε : R) : list (Run -> R) := jacobian A B α (α - ε) N D.
Let L : R := ln k.

(** The five limit functions. *)
Definition limit_columns : list (Run -> R) :=
  [fun i => 1; fun i => e i; fun i => x i * e i; fun i => x i ^ 2 / 2 * e i; fun i => x i ^ 3 / 6 * e i].

Definition independent (μ : R) : Prop :=
  forall b, length b = 5%nat -> μ * sqrt (norm2 b) <= norm l (comb limit_columns b).

(** Coefficients in the new basis. *)
Definition new_basis (ε vE vA vB vα vβ : R) : list R :=
  let P1 := vA in let PE := q ε * (vB - B * vβ * L) in
  let Px := - A * vα in let PxE := - B * vβ * q ε in
  [vE; P1 + PE; Px + ε * PE + PxE; ε ^ 2 * PE + 2 * ε * PxE; ε ^ 2 * PxE].

Definition h2 (ε y : R) : R := (exp (ε * y) - 1 - ε * y) / ε ^ 2.
Definition h3 (ε y : R) : R := ((ε * y - 2) * exp (ε * y) + ε * y + 2) / ε ^ 3.

Theorem X3_change_of_basis ε vE vA vB vα vβ i : ε <> 0 -> In i l ->
  comb (J ε) [vE; vA; vB; vα; vβ] i
  = comb [fun i => 1; fun i => e i; fun i => x i * e i;
          fun i => h2 ε (x i) * e i; fun i => h3 ε (x i) * e i]
      (new_basis ε vE vA vB vα vβ) i.
Proof.
  intros He Hi. unfold J, jacobian, new_basis. cbn [comb].
  unfold chinchilla_j_E, chinchilla_j_A, chinchilla_j_B, chinchilla_j_alpha, chinchilla_j_beta.
  unfold D. rewrite (ray_power l N α k Hk HN ε i Hi), ln_mult by auto.
  fold (x i) (e i) (q ε) L. unfold h2, h3. field. auto.
Qed.

Definition drift (ε : R) : R := Rabs ε * (exp (Rabs ε * X) * (X ^ 3 / 6 + X ^ 4 / 12)) * norm l e.

Lemma coefficient_le_norm j b : Rabs (coefficient j b) <= sqrt (norm2 b).
Proof. rewrite <- sqrt_Rsqr_abs. apply sqrt_le_1_alt, coefficient_le. Qed.

(** A remainder of order n + 1 in εx, over ε^n. *)
Lemma scaled_remainder f c E n ε i : In i l -> ε <> 0 -> 0 <= E -> 0 < c ->
  Rabs f <= E * Rabs (ε * x i) ^ S n / c -> Rabs (- (f * / ε ^ n)) <= Rabs ε * (E * (X ^ S n / c)).
Proof.
  intros Hi He HE Hc H. pose proof (Rabs_pos_lt ε He) as Hae.
  assert (Hn : 0 < Rabs ε ^ n) by now apply pow_lt.
  rewrite Rabs_Ropp, Rabs_mult, Rabs_inv, <- RPow_abs.
  apply Rmult_le_reg_r with (Rabs ε ^ n); auto.
  rewrite Rmult_assoc, Rinv_l, Rmult_1_r by lra. apply Rle_trans with (1 := H).
  rewrite Rabs_mult, Rpow_mult_distr.
  replace (Rabs ε * (E * (X ^ S n / c)) * Rabs ε ^ n) with (E * (Rabs ε ^ S n * X ^ S n) / c)
    by (simpl; field; lra).
  unfold Rdiv. apply Rmult_le_compat_r; [left; now apply Rinv_0_lt_compat|].
  apply Rmult_le_compat_l; auto. apply Rmult_le_compat_l; [now apply pow_le, Rabs_pos|].
  apply pow_incr. split; [apply Rabs_pos|now apply HX].
Qed.

Theorem X3_image_lower μ ε vE vA vB vα vβ : ε <> 0 -> independent μ ->
  (μ - drift ε) * sqrt (norm2 (new_basis ε vE vA vB vα vβ))
  <= norm l (comb (J ε) [vE; vA; vB; vα; vβ]).
Proof.
  intros He Hμ. set (b := new_basis ε vE vA vB vα vβ).
  assert (Hb : length b = 5%nat) by reflexivity.
  pose proof (Hμ b Hb) as H1. set (n := sqrt (norm2 b)) in *.
  assert (Hn : 0 <= n) by apply sqrt_pos.
  set (T := Rabs ε * X).
  assert (HT : 0 <= T) by (apply Rmult_le_pos; auto; apply Rabs_pos).
  set (b3 := coefficient 3 b). set (b4 := coefficient 4 b).
  assert (B3 : Rabs b3 <= n) by apply coefficient_le_norm.
  assert (B4 : Rabs b4 <= n) by apply coefficient_le_norm.
  set (r := fun i => b3 * ((x i ^ 2 / 2 - h2 ε (x i)) * e i) + b4 * ((x i ^ 3 / 6 - h3 ε (x i)) * e i)).
  assert (Hr : norm l r <= n * drift ε).
  { apply Rle_trans with (norm l (fun i => (n * (Rabs ε * (exp T * (X ^ 3 / 6 + X ^ 4 / 12)))) * e i)).
    - apply norm_le. intros i Hi.
      assert (Ei : 0 < e i) by apply Rpower_pos.
      assert (Hx : Rabs (ε * x i) <= T)
        by (unfold T; rewrite Rabs_mult; apply Rmult_le_compat_l; [apply Rabs_pos|now apply HX]).
      assert (Hxi : Rabs (x i) <= X) by now apply HX.
      pose proof (exp_pos T) as HeT. pose proof (Rabs_pos_lt ε He) as Hae.
      assert (D2 : Rabs (x i ^ 2 / 2 - h2 ε (x i)) <= Rabs ε * (exp T * (X ^ 3 / 6))).
      { replace (x i ^ 2 / 2 - h2 ε (x i))
          with (- ((exp (ε * x i) - 1 - ε * x i - (ε * x i) ^ 2 / 2) * / ε ^ 2))
          by (unfold h2; field; auto).
        apply (scaled_remainder _ 6 (exp T) 2 ε i); auto; try lra. now apply exp_remainder_3. }
      assert (D3 : Rabs (x i ^ 3 / 6 - h3 ε (x i)) <= Rabs ε * (exp T * (X ^ 4 / 12))).
      { replace (x i ^ 3 / 6 - h3 ε (x i))
          with (- (((ε * x i - 2) * exp (ε * x i) + ε * x i + 2 - (ε * x i) ^ 3 / 6) * / ε ^ 3))
          by (unfold h3; field; auto).
        apply (scaled_remainder _ 12 (exp T) 3 ε i); auto; try lra. now apply hermite_4. }
      unfold r. apply Rle_trans with (1 := Rabs_triang _ _).
      rewrite !Rabs_mult, (Rabs_right (e i)) by lra.
      replace (n * (Rabs ε * (exp T * (X ^ 3 / 6 + X ^ 4 / 12))) * e i)
        with (n * (Rabs ε * (exp T * (X ^ 3 / 6)) * e i) + n * (Rabs ε * (exp T * (X ^ 4 / 12)) * e i))
        by field.
      apply Rplus_le_compat; (apply Rmult_le_compat; auto; try apply Rabs_pos;
        [apply Rmult_le_pos; [apply Rabs_pos|lra]|apply Rmult_le_compat_r; lra]).
    - rewrite norm_scal, Rabs_right; [unfold drift; fold T; apply Req_le; ring|].
      pose proof (pow_le X 3 HX0). pose proof (pow_le X 4 HX0).
      apply Rle_ge, Rmult_le_pos; auto. apply Rmult_le_pos; [apply Rabs_pos|].
      apply Rmult_le_pos; [left; apply exp_pos|lra]. }
  assert (H2 : norm l (comb limit_columns b) <= norm l (comb (J ε) [vE; vA; vB; vα; vβ]) + norm l r).
  { rewrite (norm_ext l (comb limit_columns b)
       (fun i => comb (J ε) [vE; vA; vB; vα; vβ] i + r i)).
    - apply norm_triangle.
    - intros i Hi. rewrite X3_change_of_basis by auto. fold b. unfold r, b3, b4, coefficient, b, new_basis, limit_columns.
      cbn [comb nth]. ring. }
  lra.
Qed.

(** |v|² ≤ size_bound · |b|²/ε⁶. *)
Definition size_bound : R :=
  let Q := Rpower k α * exp (Rabs L) in 17 + 25 / A² + Q² * (/ B² + (3 + Rabs L)²).

Lemma size_bound_pos : 0 < size_bound.
Proof.
  unfold size_bound. cbv zeta.
  assert (0 < A²) by now apply Rlt_0_sqr. assert (0 < B²) by now apply Rlt_0_sqr.
  assert (0 < 25 / A²) by (apply Rdiv_lt_0_compat; lra).
  assert (0 < / B²) by now apply Rinv_0_lt_compat.
  pose proof (Rle_0_sqr (3 + Rabs L)). pose proof (Rle_0_sqr (Rpower k α * exp (Rabs L))).
  assert (0 <= (Rpower k α * exp (Rabs L))² * (/ B² + (3 + Rabs L)²)) by (apply Rmult_le_pos; lra).
  lra.
Qed.

Lemma inverse_q ε : Rabs ε <= 1 -> / q ε <= Rpower k α * exp (Rabs L).
Proof.
  intros He. unfold q. rewrite <- Rpower_Ropp, Ropp_involutive. unfold Rpower. rewrite <- exp_plus.
  fold L.
  assert (H : (α - ε) * L <= α * L + Rabs L).
  { assert (- (ε * L) <= Rabs L); [|lra].
    apply Rle_trans with (Rabs (- (ε * L))); [apply Rle_abs|].
    rewrite Rabs_Ropp, Rabs_mult. pose proof (Rabs_pos L). pose proof (Rabs_pos ε). nra. }
  destruct H as [H|H]; [left; now apply exp_increasing|rewrite H; lra].
Qed.

Lemma sqr_le_of_abs a c : Rabs a <= c -> a² <= c².
Proof. intros H. rewrite Rsqr_abs. apply Rsqr_incr_1; auto; [apply Rabs_pos|pose proof (Rabs_pos a); lra]. Qed.

Lemma size_lemma ε vE vA vB vα vβ : ε <> 0 -> Rabs ε <= 1 ->
  ε ^ 6 * norm2 [vE; vA; vB; vα; vβ] <= size_bound * norm2 (new_basis ε vE vA vB vα vβ).
Proof.
  intros He He1. set (b := new_basis ε vE vA vB vα vβ). set (n := sqrt (norm2 b)).
  assert (Hn : 0 <= n) by apply sqrt_pos.
  assert (Hnn : n² = norm2 b) by (apply Rsqr_sqrt, norm2_nonneg).
  set (a := Rabs ε). assert (Ha : 0 < a) by now apply Rabs_pos_lt. fold a in He1.
  assert (Ha3 : 0 < a ^ 3) by now apply pow_lt.
  assert (Ha32 : a ^ 3 <= a ^ 2) by (simpl; nra).
  assert (Ha31 : a ^ 3 <= 1) by (simpl; nra).
  assert (small : forall y, 0 <= y -> y <= n -> a ^ 3 * y <= n).
  { intros y Hy Hyn. apply Rle_trans with (1 * y); [apply Rmult_le_compat_r; lra|lra]. }
  set (PE := q ε * (vB - B * vβ * L)). set (PxE := - B * vβ * q ε). set (Px := - A * vα).
  assert (C : forall j, Rabs (coefficient j b) <= n) by (intros; apply coefficient_le_norm).
  pose proof (C 0%nat) as C0. pose proof (C 1%nat) as C1. pose proof (C 2%nat) as C2.
  pose proof (C 3%nat) as C3. pose proof (C 4%nat) as C4.
  unfold coefficient, b, new_basis in C0, C1, C2, C3, C4. cbn [nth] in C0, C1, C2, C3, C4.
  fold PE PxE Px in C1, C2, C3, C4.
  assert (QxE : a ^ 2 * Rabs PxE <= n) by (rewrite Rabs_mult, <- RPow_abs in C4; exact C4).
  assert (QxE3 : a ^ 3 * Rabs PxE <= n) 
    by (apply Rle_trans with (2 := QxE); apply Rmult_le_compat_r; [apply Rabs_pos|lra]).
  assert (QE : a ^ 3 * Rabs PE <= 3 * n).
  { assert (E : ε ^ 3 * PE = ε * (ε ^ 2 * PE + 2 * ε * PxE) - 2 * (ε ^ 2 * PxE)) by ring.
    replace (a ^ 3 * Rabs PE) with (Rabs (ε ^ 3 * PE)) by (rewrite Rabs_mult, <- RPow_abs; reflexivity).
    rewrite E. unfold Rminus. apply Rle_trans with (1 := Rabs_triang _ _).
    rewrite Rabs_Ropp, !(Rabs_mult 2), Rabs_mult, (Rabs_right 2) by lra. fold a.
    assert (a * Rabs (ε ^ 2 * PE + 2 * ε * PxE) <= 1 * n)
      by (apply Rmult_le_compat; try apply Rabs_pos; lra). lra. }
  assert (Q1 : a ^ 3 * Rabs vA <= 4 * n).
  { replace vA with ((vA + PE) - PE) by ring.
    assert (Rabs (vA + PE - PE) <= Rabs (vA + PE) + Rabs PE)
      by (unfold Rminus; apply Rle_trans with (1 := Rabs_triang _ _); rewrite Rabs_Ropp; lra).
    apply Rle_trans with (a ^ 3 * (Rabs (vA + PE) + Rabs PE)); [apply Rmult_le_compat_l; lra|].
    pose proof (small _ (Rabs_pos _) C1). lra. }
  assert (Qx : a ^ 3 * Rabs Px <= 5 * n).
  { replace Px with ((Px + ε * PE + PxE) - ε * PE - PxE) by ring.
    assert (T3 : Rabs (Px + ε * PE + PxE - ε * PE - PxE) <= Rabs (Px + ε * PE + PxE) + a * Rabs PE + Rabs PxE).
    { unfold Rminus. apply Rle_trans with (1 := Rabs_triang _ _). rewrite Rabs_Ropp. apply Rplus_le_compat_r.
      apply Rle_trans with (1 := Rabs_triang _ _). rewrite Rabs_Ropp, Rabs_mult. fold a. lra. }
    assert (a * (a ^ 3 * Rabs PE) <= 1 * (3 * n))
      by (apply Rmult_le_compat; try lra; apply Rmult_le_pos; [lra|apply Rabs_pos]).
    apply Rle_trans with (a ^ 3 * (Rabs (Px + ε * PE + PxE) + a * Rabs PE + Rabs PxE));
      [apply Rmult_le_compat_l; lra|]. pose proof (small _ (Rabs_pos _) C2). lra. }
  assert (Hq : 0 < q ε) by apply Rpower_pos.
  pose proof (inverse_q ε He1) as Hiq. set (Q := Rpower k α * exp (Rabs L)) in *.
  assert (Hiq0 : 0 < / q ε) by now apply Rinv_0_lt_compat.
  assert (HaA : 0 < Rabs A) by now apply Rabs_pos_lt. assert (HaB : 0 < Rabs B) by now apply Rabs_pos_lt.
  assert (HL : 0 <= Rabs L) by apply Rabs_pos.
  assert (SE : Rabs (a ^ 3 * vE) <= n).
  { rewrite Rabs_mult, (Rabs_right (a ^ 3)) by lra. exact (small _ (Rabs_pos vE) C0). }
  assert (SA : Rabs (a ^ 3 * vA) <= 4 * n) by (rewrite Rabs_mult, (Rabs_right (a ^ 3)) by lra; exact Q1).
  assert (Sα : Rabs (a ^ 3 * vα) <= 5 * n / Rabs A).
  { replace vα with (- Px * / A) by (unfold Px; field; auto).
    rewrite !Rabs_mult, Rabs_Ropp, Rabs_inv, (Rabs_right (a ^ 3)) by lra.
    rewrite <- Rmult_assoc. unfold Rdiv. apply Rmult_le_compat_r; auto. left. now apply Rinv_0_lt_compat. }
  assert (Sβ : Rabs (a ^ 3 * vβ) <= n * Q / Rabs B).
  { replace vβ with (- PxE * / q ε * / B) by (unfold PxE; field; split; auto; lra).
    rewrite !Rabs_mult, Rabs_Ropp, (Rabs_inv B), (Rabs_right (/ q ε)), (Rabs_right (a ^ 3)) by lra.
    rewrite <- !Rmult_assoc. unfold Rdiv.
    apply Rmult_le_compat_r; [left; now apply Rinv_0_lt_compat|].
    apply Rmult_le_compat; try lra. apply Rmult_le_pos; [lra|apply Rabs_pos]. }
  assert (SB : Rabs (a ^ 3 * vB) <= (3 + Rabs L) * n * Q).
  { replace vB with ((PE + - (L * PxE)) * / q ε) by (unfold PE, PxE; field; lra).
    rewrite !Rabs_mult, (Rabs_right (/ q ε)), (Rabs_right (a ^ 3)) by lra.
    rewrite <- Rmult_assoc.
    assert (T2 : Rabs (PE + - (L * PxE)) <= Rabs PE + Rabs L * Rabs PxE)
      by (apply Rle_trans with (1 := Rabs_triang _ _); rewrite Rabs_Ropp, Rabs_mult; lra).
    apply Rmult_le_compat; try lra.
    - apply Rmult_le_pos; [lra|apply Rabs_pos].
    - apply Rle_trans with (a ^ 3 * Rabs PE + Rabs L * (a ^ 3 * Rabs PxE)).
      { apply Rle_trans with (a ^ 3 * (Rabs PE + Rabs L * Rabs PxE)); [apply Rmult_le_compat_l; lra|lra]. }
      pose proof (Rmult_le_compat_l _ _ _ HL QxE3). lra. }
  apply sqr_le_of_abs in SE, SA, Sα, Sβ, SB.
  assert (E6 : ε ^ 6 = (a ^ 3)²).
  { unfold a. rewrite RPow_abs, <- Rsqr_abs. unfold Rsqr; ring. }
  assert (EN : norm2 [vE; vA; vB; vα; vβ] = vE² + (vA² + (vB² + (vα² + (vβ² + 0))))) by reflexivity.
  rewrite E6, EN, <- Hnn. unfold size_bound. fold Q. cbv zeta.
  rewrite Rsqr_mult in SE, SA, Sα, Sβ, SB.
  rewrite Rsqr_div' in Sα, Sβ. rewrite <- (Rsqr_abs A) in Sα. rewrite <- (Rsqr_abs B) in Sβ.
  rewrite (Rsqr_mult 4 n) in SA. rewrite (Rsqr_mult 5 n) in Sα. rewrite (Rsqr_mult n Q) in Sβ.
  rewrite (Rsqr_mult _ Q), (Rsqr_mult _ n) in SB.
  replace (4²) with 16 in SA by (unfold Rsqr; ring). replace (5²) with 25 in Sα by (unfold Rsqr; ring).
  replace ((17 + 25 / A² + Q² * (/ B² + (3 + Rabs L)²)) * n²)
    with (n² + 16 * n² + 25 * n² / A² + n² * Q² / B² + (3 + Rabs L)² * n² * Q²)
    by (unfold Rdiv; ring).
  lra.
Qed.

Theorem X3_lambda_min_lower μ ε : 0 < μ -> independent μ ->
  ε <> 0 -> Rabs ε <= 1 -> drift ε <= μ / 2 ->
  rayleigh_lower l (J ε) (ε ^ 6 * (μ² / (4 * size_bound))).
Proof.
  intros Hμ Hi He He1 Hd v Hv.
  destruct v as [|vE [|vA [|vB [|vα [|vβ [|? ?]]]]]]; try discriminate Hv.
  pose proof (X3_image_lower μ ε vE vA vB vα vβ He Hi) as H1.
  pose proof (size_lemma ε vE vA vB vα vβ He He1) as H2.
  set (b := new_basis ε vE vA vB vα vβ) in *. rewrite form_norm.
  assert (Hn : 0 <= sqrt (norm2 b)) by apply sqrt_pos.
  assert (H3 : μ / 2 * sqrt (norm2 b) <= norm l (comb (J ε) [vE; vA; vB; vα; vβ])).
  { apply Rle_trans with (2 := H1). apply Rmult_le_compat_r; lra. }
  assert (H4 : (μ / 2)² * norm2 b <= (norm l (comb (J ε) [vE; vA; vB; vα; vβ]))²).
  { rewrite <- (Rsqr_sqrt (norm2 b)) by apply norm2_nonneg. rewrite <- Rsqr_mult.
    apply Rsqr_incr_1; auto; [|apply norm_nonneg]. apply Rmult_le_pos; lra. }
  pose proof size_bound_pos as Hs.
  apply Rle_trans with (2 := H4).
  replace (ε ^ 6 * (μ² / (4 * size_bound)) * norm2 [vE; vA; vB; vα; vβ])
    with ((μ / 2)² * / size_bound * (ε ^ 6 * norm2 [vE; vA; vB; vα; vβ]))
    by (unfold Rsqr; field; lra).
  rewrite Rmult_assoc. apply Rmult_le_compat_l; [apply Rle_0_sqr|].
  apply Rmult_le_reg_l with size_bound; auto.
  rewrite <- Rmult_assoc, Rinv_r, Rmult_1_l by lra. exact H2.
Qed.

Theorem X3_kappa_upper μ ε : 0 < μ -> independent μ ->
  ε <> 0 -> Rabs ε <= 1 -> drift ε <= μ / 2 ->
  condition_bound l (J ε) (trace l (J ε) * (4 * size_bound / μ²) * / ε ^ 6).
Proof.
  intros Hμ Hi He He1 Hd u v Hu Hv.
  pose proof (X3_lambda_min_lower μ ε Hμ Hi He He1 Hd v Hv) as H1.
  pose proof (form_le_trace l (J ε) u Hu) as H2.
  pose proof (norm2_nonneg u) as Nu. pose proof (norm2_nonneg v) as Nv.
  assert (He6 : 0 < ε ^ 6).
  { replace (ε ^ 6) with ((ε ^ 3)²) by (unfold Rsqr; ring). now apply Rlt_0_sqr, pow_nonzero. }
  assert (Hm : 0 < μ²) by (apply Rlt_0_sqr; lra).
  pose proof size_bound_pos as Hs.
  assert (Ht : 0 <= trace l (J ε)) by (apply sum_nonneg; intros; apply dot_nonneg).
  set (t := trace l (J ε)) in *. set (c := ε ^ 6 * (μ² / (4 * size_bound))) in *.
  assert (Hc : 0 < c) by (apply Rmult_lt_0_compat; auto; apply Rdiv_lt_0_compat; lra).
  replace (t * (4 * size_bound / μ²) * / ε ^ 6) with (t * / c)
    by (unfold c; field; repeat split; lra).
  apply Rle_trans with (t * norm2 u * norm2 v); [now apply Rmult_le_compat_r|].
  replace (t * / c * (form l (J ε) v * norm2 u)) with (t * norm2 u * (form l (J ε) v * / c)) by ring.
  apply Rmult_le_compat_l; [now apply Rmult_le_pos|].
  apply Rmult_le_reg_r with c; auto. rewrite Rmult_assoc, Rinv_l, Rmult_1_r by lra. lra.
Qed.
End Ray.
