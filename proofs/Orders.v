(** X3: the orders (0, 0, 0, 2, 6) of the five eigenvalues of Chinchilla's JᵀJ on one ray, with five
    different sizes and α ≠ 0. Eigenvalues are counted from the smallest, after Courant and Fischer
    (Eigenvalues.v).

    name                  ==  meaning
    units5                ==  the coordinate vectors of R⁵
    X3_second_at_least    ==  λ₂ ≥ c ε²: on the vectors without a part in B
    X3_second_at_most     ==  λ₂ ≤ C ε²: on the plane of (0, q, −1, 0, 0) and
                              (0, −BqL, 0, Bq/A, −1), q = k^−β, L = ln k
    X3_third_at_least     ==  λ₃ ≥ c: on the vectors with parts in E, A and α only
    X3_eigenvalue_orders  ==  λ₁ = Θ(ε⁶), λ₂ = Θ(ε²), c ≤ λ₃ and λ₅ ≤ C, near zero gap       *)

From Coq Require Import Reals List Lra Lia Psatz.
From Offray Require Import Sums Gram Taylor Laws Jacobian FullModel Upper TestVector Independent Eigenvalues FiveSizes.
Import ListNotations.
Open Scope R_scope.

Section Ray.
Context {Run : Type} (l : list Run) (N : Run -> R) (A B α k X : R).
Hypotheses (HA : A <> 0) (HB : B <> 0) (Hk : 0 < k).
Hypothesis HN : forall i, In i l -> 0 < N i.
Hypothesis HX : forall i, In i l -> Rabs (ln (N i)) <= X.
Hypothesis HX0 : 0 <= X.

Let x (i : Run) : R := ln (N i).
Let e (i : Run) : R := Rpower (N i) (- α).
Let q (ε : R) : R := Rpower k (- (α - ε)).
Let J (ε : R) : list (Run -> R) := jacobian A B α (α - ε) N (fun i => k * N i).
Let L : R := ln k.
Let Q : R := Rpower k α * exp (Rabs L).

Lemma q_positive ε : 0 < q ε.
Proof. apply Rpower_pos. Qed.

Lemma image_at ε vE vA vB vα vβ i : In i l ->
  comb (J ε) [vE; vA; vB; vα; vβ] i
  = vE + (vA - A * vα * x i) * e i + q ε * (vB - B * vβ * (L + x i)) * (e i * exp (ε * x i)).
Proof.
  intros Hi. unfold J, jacobian. cbn [comb].
  unfold chinchilla_j_E, chinchilla_j_A, chinchilla_j_B, chinchilla_j_alpha, chinchilla_j_beta.
  rewrite (ray_power l N α k Hk HN ε i Hi), ln_mult by auto. fold (x i) (e i) (q ε) L. ring.
Qed.

(** λ₃: parts in E, A, α. *)
Theorem X3_third_at_least μ ε : 0 < μ -> independent l N α μ ->
  eigenvalue_at_least l (J ε) 3 (μ² * Rmin 1 (A²)).
Proof.
  intros Hμ Hi. exists [[1; 0; 0; 0; 0]; [0; 1; 0; 0; 0]; [0; 0; 0; 1; 0]].
  assert (E : forall a b c, member 5 [[1; 0; 0; 0; 0]; [0; 1; 0; 0; 0]; [0; 0; 0; 1; 0]] [a; b; c]
    = [a; b; 0; c; 0]) by (intros; cbv [member combine_vectors repeat]; repeat (apply f_equal2; [field; auto|]); reflexivity).
  change (length (J ε)) with 5%nat. simpl Nat.sub. split.
  - split; auto. split; [repeat constructor|]. intros [|a [|b [|c [|? ?]]]] Hc; try discriminate.
    rewrite E. unfold norm2. cbn [sum]. unfold Rsqr. lra.
  - intros [|a [|b [|c [|? ?]]]] Hc; try discriminate. cbv zeta. rewrite E.
    specialize (Hi [a; b; - (A * c); 0; 0] eq_refl).
    assert (F : norm l (comb (limit_columns N α) [a; b; - (A * c); 0; 0]) = norm l (comb (J ε) [a; b; 0; c; 0])).
    { apply norm_ext. intros i Hin. rewrite image_at by auto. unfold limit_columns. cbn [comb].
      fold (x i) (e i). ring. }
    rewrite F in Hi. apply Rsqr_incr_1 in Hi; [|apply Rmult_le_pos; [lra|apply sqrt_pos]|apply norm_nonneg].
    rewrite form_norm. apply Rle_trans with (2 := Hi). rewrite Rsqr_mult, Rsqr_sqrt by apply norm2_nonneg.
    rewrite Rmult_assoc. apply Rmult_le_compat_l; [apply Rle_0_sqr|].
    unfold norm2. cbn [sum]. replace ((- (A * c))²) with (A² * c²) by (unfold Rsqr; ring).
    replace (0²) with 0 by (unfold Rsqr; ring).
    pose proof (Rmin_l 1 (A²)). pose proof (Rmin_r 1 (A²)).
    pose proof (Rle_0_sqr a). pose proof (Rle_0_sqr b). pose proof (Rle_0_sqr c).
    set (r := Rmin 1 (A²)) in *. clearbody r. set (a2 := a²) in *. set (b2 := b²) in *. set (c2 := c²) in *.
    pose proof (Rmult_le_compat_r a2 _ _ H1 H). pose proof (Rmult_le_compat_r b2 _ _ H2 H).
    pose proof (Rmult_le_compat_r c2 _ _ H3 H0). lra.
Qed.

(** λ₂ from above: a plane with an image of order ε. *)
Definition plane_bound : R :=
  (Rpower k (- α) * exp (Rabs L) * (exp X * X))² * (Σ i ∈ l, (e i)² * (1 + B² * (L + x i)²)).

Lemma q_above ε : Rabs ε <= 1 -> q ε <= Rpower k (- α) * exp (Rabs L).
Proof.
  intros He. unfold q, Rpower. rewrite <- exp_plus. fold L.
  assert (H : - (α - ε) * L <= - α * L + Rabs L).
  { assert (ε * L <= Rabs L); [|lra]. apply Rle_trans with (1 := Rle_abs _). rewrite Rabs_mult.
    rewrite <- (Rmult_1_l (Rabs L)) at 2. apply Rmult_le_compat_r; auto. apply Rabs_pos. }
  destruct H as [H|H]; [left; now apply exp_increasing|rewrite H; lra].
Qed.

Lemma exp_small ε i : In i l -> Rabs ε <= 1 -> Rabs (exp (ε * x i) - 1) <= Rabs ε * (exp X * X).
Proof.
  intros Hi He. assert (T : Rabs (ε * x i) <= X).
  { rewrite Rabs_mult. apply Rle_trans with (Rabs ε * X); [|now apply gap_times].
    apply Rmult_le_compat_l; [apply Rabs_pos|now apply HX]. }
  apply Rle_trans with (1 := exp_remainder_1 X HX0 _ T). rewrite Rabs_mult.
  replace (Rabs ε * (exp X * X)) with (exp X * (Rabs ε * X)) by ring.
  apply Rmult_le_compat_l; [left; apply exp_pos|].
  apply Rmult_le_compat_l; [apply Rabs_pos|now apply HX].
Qed.

Theorem X3_second_at_most ε : Rabs ε <= 1 -> eigenvalue_at_most l (J ε) 2 (plane_bound * ε ^ 2).
Proof.
  intros He.
  exists [[0; q ε; -1; 0; 0]; [0; - (B * q ε * L); 0; B * q ε / A; -1]].
  assert (E : forall s t, member 5 [[0; q ε; -1; 0; 0]; [0; - (B * q ε * L); 0; B * q ε / A; -1]] [s; t]
    = [0; s * q ε - t * (B * q ε * L); - s; t * (B * q ε / A); - t])
    by (intros; cbv [member combine_vectors repeat]; repeat (apply f_equal2; [field; auto|]); reflexivity).
  assert (Nn : forall s t a b, s² + t² <= norm2 [0; a; - s; b; - t]).
  { intros s t a b. unfold norm2. cbn [sum]. pose proof (Rle_0_sqr a). pose proof (Rle_0_sqr b).
    rewrite <- !Rsqr_neg. pose proof (Rle_0_sqr 0). lra. }
  change (length (J ε)) with 5%nat. split.
  - split; auto. split; [repeat constructor|]. intros [|s [|t [|? ?]]] Hc; try discriminate.
    rewrite E. intros Z. pose proof (Nn s t (s * q ε - t * (B * q ε * L)) (t * (B * q ε / A))) as H.
    rewrite Z in H. unfold norm2. cbn [sum]. pose proof (Rle_0_sqr s). pose proof (Rle_0_sqr t). lra.
  - intros [|s [|t [|? ?]]] Hc; try discriminate. cbv zeta. rewrite E.
    apply Rle_trans with (plane_bound * ε ^ 2 * (s² + t²)).
    + set (P := Rpower k (- α) * exp (Rabs L)) in *. unfold plane_bound, form. fold P.
      replace ((P * (exp X * X))² * (Σ i ∈ l, (e i)² * (1 + B² * (L + x i)²)) * ε ^ 2 * (s² + t²))
        with ((P * (Rabs ε * (exp X * X)))² * (s² + t²) * (Σ i ∈ l, (e i)² * (1 + B² * (L + x i)²))).
      2: { replace ((P * (Rabs ε * (exp X * X)))²) with ((Rabs ε)² * (P * (exp X * X))²) by (unfold Rsqr; ring).
           rewrite <- Rsqr_abs. unfold Rsqr. ring. }
      rewrite <- sum_scal. apply sum_le. intros i Hi. rewrite image_at by auto.
      replace (0 + (s * q ε - t * (B * q ε * L) - A * (t * (B * q ε / A)) * x i) * e i
        + q ε * (- s - B * - t * (L + x i)) * (e i * exp (ε * x i)))
        with (q ε * (exp (ε * x i) - 1) * (e i * (- s + B * (L + x i) * t))) by (field; auto).
      rewrite Rsqr_mult, (Rsqr_mult (e i)).
      assert (H1 : (q ε * (exp (ε * x i) - 1))² <= (P * (Rabs ε * (exp X * X)))²).
      { rewrite (Rsqr_abs (q ε * _)), Rabs_mult. apply Rsqr_incr_1.
        - apply Rmult_le_compat; try apply Rabs_pos; [|now apply exp_small].
          rewrite Rabs_right; [now apply q_above|left; apply q_positive].
        - apply Rmult_le_pos; apply Rabs_pos.
        - apply Rmult_le_pos; [apply Rmult_le_pos; left; [apply Rpower_pos|apply exp_pos]|].
          apply Rmult_le_pos; [apply Rabs_pos|]. apply Rmult_le_pos; auto. left; apply exp_pos. }
      assert (H2 : (- s + B * (L + x i) * t)² <= (s² + t²) * (1 + B² * (L + x i)²)).
      { pose proof (Rle_0_sqr (t + B * (L + x i) * s)). unfold Rsqr in *. lra. }
      replace ((P * (Rabs ε * (exp X * X)))² * (s² + t²) * ((e i)² * (1 + B² * (L + x i)²)))
        with ((P * (Rabs ε * (exp X * X)))² * ((e i)² * ((s² + t²) * (1 + B² * (L + x i)²)))) by ring.
      apply Rmult_le_compat; auto; try apply Rle_0_sqr.
      * apply Rmult_le_pos; apply Rle_0_sqr.
      * apply Rmult_le_compat_l; auto. apply Rle_0_sqr.
    + apply Rmult_le_compat_l; [|apply Nn]. unfold plane_bound.
      apply Rmult_le_pos; [apply Rmult_le_pos; [apply Rle_0_sqr|]|].
      * apply sum_nonneg. intros i _. apply Rmult_le_pos; [apply Rle_0_sqr|].
        pose proof (Rmult_le_pos _ _ (Rle_0_sqr B) (Rle_0_sqr (L + x i))). lra.
      * replace (ε ^ 2) with (ε²) by (unfold Rsqr; ring). apply Rle_0_sqr.
Qed.

(** λ₂ from below: parts in E, A, α, β. *)
Definition second_drift : R :=
  norm l (fun i => (Rabs L + X) * (exp X * X ^ 2 / 2) * e i).
Definition second_size : R :=
  1 + (2 + Rabs L)² + ((2 + Rabs L) / A)² + (Q / B)².

Lemma second_rest ε i : In i l -> Rabs ε <= 1 ->
  Rabs ((L + x i) * (exp (ε * x i) - 1 - ε * x i)) <= ε² * ((Rabs L + X) * (exp X * X ^ 2 / 2)).
Proof.
  intros Hi He. assert (T : Rabs (ε * x i) <= X).
  { rewrite Rabs_mult. apply Rle_trans with (Rabs ε * X); [|now apply gap_times].
    apply Rmult_le_compat_l; [apply Rabs_pos|now apply HX]. }
  rewrite Rabs_mult.
  replace (ε² * ((Rabs L + X) * (exp X * X ^ 2 / 2)))
    with ((Rabs L + X) * (exp X * ((Rabs ε)² * X ^ 2) / 2)) by (rewrite <- Rsqr_abs; field).
  apply Rmult_le_compat; try apply Rabs_pos.
  - apply Rle_trans with (1 := Rabs_triang _ _). apply Rplus_le_compat_l. now apply HX.
  - apply Rle_trans with (1 := exp_remainder_2 X HX0 _ T). unfold Rdiv.
    apply Rmult_le_compat_r; [lra|]. apply Rmult_le_compat_l; [left; apply exp_pos|].
    rewrite Rabs_mult, Rpow_mult_distr. replace (Rabs ε ^ 2) with ((Rabs ε)²) by (unfold Rsqr; ring).
    apply Rmult_le_compat_l; [apply Rle_0_sqr|]. apply pow_incr. split; [apply Rabs_pos|now apply HX].
Qed.

Theorem X3_second_at_least μ ε : 0 < μ -> independent l N α μ -> ε <> 0 -> Rabs ε <= 1 ->
  Rabs ε * second_drift <= μ -> eigenvalue_at_least l (J ε) 2 (μ² / (4 * second_size) * ε ^ 2).
Proof.
  intros Hμ Hi Hε He Hd.
  exists [[1; 0; 0; 0; 0]; [0; 1; 0; 0; 0]; [0; 0; 0; 1; 0]; [0; 0; 0; 0; 1]].
  assert (E : forall a b c d,
    member 5 [[1; 0; 0; 0; 0]; [0; 1; 0; 0; 0]; [0; 0; 0; 1; 0]; [0; 0; 0; 0; 1]] [a; b; c; d]
    = [a; b; 0; c; d]) by (intros; cbv [member combine_vectors repeat]; repeat (apply f_equal2; [field; auto|]); reflexivity).
  change (length (J ε)) with 5%nat. simpl Nat.sub. split.
  - split; auto. split; [repeat constructor|]. intros [|a [|b [|c [|d [|? ?]]]]] Hc; try discriminate.
    rewrite E. unfold norm2. cbn [sum]. unfold Rsqr. lra.
  - intros [|a [|b [|c [|d [|? ?]]]]] Hc; try discriminate. cbv zeta. rewrite E.
    set (g := d * B * q ε).
    set (b1 := b - g * L). set (b2 := - (A * c) - g * (1 + L * ε)). set (b3 := - (2 * (g * ε))).
    set (w := [a; b1; b2; b3; 0]). set (n := sqrt (norm2 w)).
    assert (Hn : 0 <= n) by apply sqrt_pos.
    assert (Cw : forall j, Rabs (coefficient j w) <= n) by (intros; apply coefficient_le_norm).
    pose proof (Cw 0%nat) as C0. pose proof (Cw 1%nat) as C1. pose proof (Cw 2%nat) as C2.
    pose proof (Cw 3%nat) as C3. unfold coefficient, w in C0, C1, C2, C3. cbn [nth] in C0, C1, C2, C3. clear Cw.
    assert (Hae : 0 < Rabs ε) by now apply Rabs_pos_lt.
    assert (G : Rabs ε * Rabs g <= n / 2).
    { unfold b3 in C3. rewrite Rabs_Ropp, (Rabs_mult 2), (Rabs_mult g), (Rabs_right 2) in C3 by lra. lra. }
    pose proof (Hi w eq_refl) as Hw. fold n in Hw.
    set (r := fun i => g * ((L + x i) * (exp (ε * x i) - 1 - ε * x i)) * e i).
    assert (Hr : norm l r <= Rabs g * ε² * second_drift).
    { unfold second_drift. rewrite <- (Rabs_right (Rabs g * ε²)), <- norm_scal.
      - apply norm_le. intros i Hin. unfold r. pose proof (e_pos N α i) as Ei.
        rewrite Rabs_mult, (Rabs_mult g). rewrite (Rabs_right (e i)) by (left; exact Ei).
        replace (Rabs g * ε² * ((Rabs L + X) * (exp X * X ^ 2 / 2) * e i))
          with (Rabs g * (ε² * ((Rabs L + X) * (exp X * X ^ 2 / 2))) * e i) by ring.
        apply Rmult_le_compat_r; [left; exact Ei|]. apply Rmult_le_compat_l; [apply Rabs_pos|]. now apply second_rest.
      - apply Rle_ge, Rmult_le_pos; [apply Rabs_pos|apply Rle_0_sqr]. }
    assert (Hr2 : norm l r <= μ / 2 * n).
    { apply Rle_trans with (1 := Hr).
      replace (Rabs g * ε² * second_drift) with (Rabs ε * Rabs g * (Rabs ε * second_drift))
        by (rewrite (Rsqr_abs ε); unfold Rsqr; ring).
      replace (μ / 2 * n) with (n / 2 * μ) by field.
      apply Rmult_le_compat; auto.
      - apply Rmult_le_pos; apply Rabs_pos.
      - apply Rmult_le_pos; [apply Rabs_pos|apply norm_nonneg]. }
    assert (H2 : norm l (comb (limit_columns N α) w) <= norm l (comb (J ε) [a; b; 0; c; d]) + norm l r).
    { rewrite (norm_ext l _ (fun i => comb (J ε) [a; b; 0; c; d] i + r i)); [apply norm_triangle|].
      intros i Hin. rewrite image_at by auto. unfold limit_columns, w, r, b1, b2, b3, g. cbn [comb].
      fold (x i) (e i). field. }
    assert (H3 : μ / 2 * n <= norm l (comb (J ε) [a; b; 0; c; d])) by lra.
    apply Rsqr_incr_1 in H3; [|apply Rmult_le_pos; lra|apply norm_nonneg]. rewrite form_norm.
    apply Rle_trans with (2 := H3). clear H2 H3 Hr Hr2 Hw r.
    (* |v|² ε² ≤ second_size n² *)
    assert (HLa : 0 <= Rabs L) by apply Rabs_pos.
    assert (Sa : (Rabs ε * Rabs a)² <= n²).
    { apply Rsqr_incr_1; auto; [|apply Rmult_le_pos; apply Rabs_pos].
      rewrite <- (Rmult_1_l n). apply Rmult_le_compat; auto; apply Rabs_pos. }
    assert (Sb : (Rabs ε * Rabs b)² <= ((2 + Rabs L) * n)²).
    { apply Rsqr_incr_1; [|apply Rmult_le_pos; apply Rabs_pos|apply Rmult_le_pos; lra].
      replace b with (b1 + g * L) by (unfold b1; ring).
      apply Rle_trans with (Rabs ε * (n + Rabs g * Rabs L)).
      - apply Rmult_le_compat_l; [lra|]. apply Rle_trans with (1 := Rabs_triang _ _).
        rewrite (Rabs_mult g). lra.
      - replace (Rabs ε * (n + Rabs g * Rabs L)) with (Rabs ε * n + Rabs ε * Rabs g * Rabs L) by ring.
        pose proof (Rmult_le_compat_r _ _ _ HLa G). pose proof (Rmult_le_compat_r _ _ _ Hn He).
        pose proof (Rmult_le_pos _ _ HLa Hn). lra. }
    assert (Sc : (Rabs ε * Rabs (A * c))² <= ((2 + Rabs L) * n)²).
    { apply Rsqr_incr_1; [|apply Rmult_le_pos; apply Rabs_pos|apply Rmult_le_pos; lra].
      replace (A * c) with (- (b2 + g * (1 + L * ε))) by (unfold b2; ring). rewrite Rabs_Ropp.
      assert (HL1 : Rabs (1 + L * ε) <= 1 + Rabs L).
      { apply Rle_trans with (1 := Rabs_triang _ _). rewrite Rabs_R1, Rabs_mult.
        pose proof (Rmult_le_compat_l _ _ _ HLa He). lra. }
      apply Rle_trans with (Rabs ε * (n + Rabs g * (1 + Rabs L))).
      - apply Rmult_le_compat_l; [lra|]. apply Rle_trans with (1 := Rabs_triang _ _).
        rewrite (Rabs_mult g). pose proof (Rmult_le_compat_l _ _ _ (Rabs_pos g) HL1). lra.
      - replace (Rabs ε * (n + Rabs g * (1 + Rabs L))) with (Rabs ε * n + Rabs ε * Rabs g * (1 + Rabs L)) by ring.
        assert (H1L : 0 <= 1 + Rabs L) by lra.
        pose proof (Rmult_le_compat_r _ _ _ H1L G). pose proof (Rmult_le_compat_r _ _ _ Hn He).
        pose proof (Rmult_le_pos _ _ HLa Hn). lra. }
    assert (Sd : (Rabs ε * Rabs (d * B))² <= (Q * n)²).
    { assert (HQ : 0 < Q) by (apply Rmult_lt_0_compat; [apply Rpower_pos|apply exp_pos]).
      apply Rsqr_incr_1; [|apply Rmult_le_pos; apply Rabs_pos|apply Rmult_le_pos; lra].
      pose proof (q_positive ε) as Hq. pose proof (inverse_q α k ε He) as Hiq. fold L Q in Hiq.
      change (/ q ε <= Q) in Hiq.
      replace (d * B) with (g * / q ε) by (unfold g; field; lra).
      rewrite Rabs_mult, (Rabs_right (/ q ε)) by (left; now apply Rinv_0_lt_compat).
      rewrite <- Rmult_assoc, (Rmult_comm Q). apply Rmult_le_compat; auto.
      - apply Rmult_le_pos; apply Rabs_pos.
      - left; now apply Rinv_0_lt_compat.
      - lra. }
    rewrite !Rsqr_mult in Sa, Sb, Sc, Sd. rewrite <- !Rsqr_abs in Sa, Sb, Sc, Sd.
    rewrite (Rsqr_mult A), (Rsqr_mult _ n) in Sc. rewrite (Rsqr_mult d), (Rsqr_mult _ n) in Sd.
    rewrite (Rsqr_mult _ n) in Sb.
    assert (HA2 : 0 < A²) by now apply Rlt_0_sqr. assert (HB2 : 0 < B²) by now apply Rlt_0_sqr.
    assert (Sc' : ε² * c² <= ((2 + Rabs L) / A)² * n²).
    { rewrite Rsqr_div'. apply Rmult_le_reg_l with (A²); auto.
      replace (A² * ((2 + Rabs L)² / A² * n²)) with ((2 + Rabs L)² * n²) by (field; lra). lra. }
    assert (Sd' : ε² * d² <= (Q / B)² * n²).
    { rewrite Rsqr_div'. apply Rmult_le_reg_l with (B²); auto.
      replace (B² * (Q² / B² * n²)) with (Q² * n²) by (field; lra). lra. }
    assert (Sz : 0 < second_size).
    { unfold second_size. pose proof (Rle_0_sqr (2 + Rabs L)). pose proof (Rle_0_sqr ((2 + Rabs L) / A)).
      pose proof (Rle_0_sqr (Q / B)). lra. }
    assert (T : ε² * norm2 [a; b; 0; c; d] <= second_size * n²).
    { unfold norm2. cbn [sum]. replace (0²) with 0 by (unfold Rsqr; ring). unfold second_size.
      lra. }
    rewrite Rsqr_mult.
    replace (μ² / (4 * second_size) * ε ^ 2 * norm2 [a; b; 0; c; d])
      with ((μ / 2)² * (ε² * norm2 [a; b; 0; c; d] * / second_size)) by (unfold Rsqr; field; lra).
    apply Rmult_le_compat_l; [apply Rle_0_sqr|].
    apply Rmult_le_reg_r with second_size; auto. rewrite Rmult_assoc, Rinv_l, Rmult_1_r by lra. lra.
Qed.
End Ray.

Theorem X3_eigenvalue_orders {Run : Type} (l : list Run) (N : Run -> R) (A B α k : R) :
  α <> 0 -> A <> 0 -> B <> 0 -> 0 < k -> (forall i, In i l -> 0 < N i) -> five_sizes l N ->
  exists ε0 c C, 0 < ε0 /\ 0 < c /\ forall ε, 0 < Rabs ε < ε0 ->
    let J := jacobian A B α (α - ε) N (fun i => k * N i) in
    (eigenvalue_at_least l J 1 (c * ε ^ 6) /\ eigenvalue_at_most l J 1 (C * ε ^ 6))
    /\ (eigenvalue_at_least l J 2 (c * ε ^ 2) /\ eigenvalue_at_most l J 2 (C * ε ^ 2))
    /\ eigenvalue_at_least l J 3 c /\ eigenvalue_at_most l J 5 C.
Proof.
  intros Hα HA HB Hk HN H5.
  destruct (five_sizes_mu l N α Hα HN H5) as (μ & Hμ & Hi).
  destruct (log_bound l N) as (X & HX0 & HX).
  destruct (X3_lambda_min_order l N α Hα HN H5 A B k HA HB Hk) as (e1 & c1 & C1 & H1 & Hc1 & F1).
  destruct (trace_bounded l N α A B k) as (e2 & M & H2 & HM & F2).
  set (S := second_drift l N α k X). assert (HS : 0 <= S) by apply norm_nonneg.
  assert (He3 : 0 < μ / (S + 1)) by (apply Rdiv_lt_0_compat; lra).
  set (c2 := μ² / (4 * second_size A B α k)). set (c3 := μ² * Rmin 1 (A²)).
  assert (Hμ2 : 0 < μ²) by (apply Rlt_0_sqr; lra).
  assert (Hz : 0 < second_size A B α k).
  { unfold second_size. pose proof (Rle_0_sqr (2 + Rabs (ln k))).
    pose proof (Rle_0_sqr ((2 + Rabs (ln k)) / A)).
    pose proof (Rle_0_sqr (Rpower k α * exp (Rabs (ln k)) / B)). lra. }
  assert (Hc2 : 0 < c2) by (apply Rdiv_lt_0_compat; lra).
  assert (Hc3 : 0 < c3).
  { apply Rmult_lt_0_compat; auto. apply Rmin_glb_lt; [lra|]. now apply Rlt_0_sqr. }
  set (Cs := Σ i ∈ l, ln (N i) ^ 6 * (Rpower (N i) (- α))²).
  set (Ca := exp (2 * X) * Cs / 144). set (Cb := plane_bound l N B α k X).
  exists (Rmin 1 (Rmin e1 (Rmin e2 (μ / (S + 1))))), (Rmin c1 (Rmin c2 c3)), (Rmax Ca (Rmax Cb M)).
  split; [repeat apply Rmin_glb_lt; lra|]. split; [repeat apply Rmin_glb_lt; lra|].
  intros ε [He He'] J. assert (Hne : ε <> 0) by (intros ->; rewrite Rabs_R0 in He; lra).
  assert (E0 : Rabs ε < 1) by (apply Rlt_le_trans with (1 := He'), Rmin_l).
  apply Rlt_le_trans with (r3 := Rmin e1 (Rmin e2 (μ / (S + 1)))) in He'; [|apply Rmin_r].
  assert (E1 : Rabs ε < e1) by (apply Rlt_le_trans with (1 := He'), Rmin_l).
  apply Rlt_le_trans with (r3 := Rmin e2 (μ / (S + 1))) in He'; [|apply Rmin_r].
  assert (E2 : Rabs ε < e2) by (apply Rlt_le_trans with (1 := He'), Rmin_l).
  assert (E3 : Rabs ε < μ / (S + 1)) by (apply Rlt_le_trans with (1 := He'), Rmin_r).
  assert (P6 : 0 < ε ^ 6) by now apply sixth_power_pos.
  assert (P2 : 0 < ε ^ 2) by (replace (ε ^ 2) with (ε²) by (unfold Rsqr; ring); now apply Rlt_0_sqr).
  pose proof (Rmin_l c1 (Rmin c2 c3)) as M1. pose proof (Rmin_r c1 (Rmin c2 c3)) as M2.
  pose proof (Rmin_l c2 c3) as M3. pose proof (Rmin_r c2 c3) as M4.
  pose proof (Rmax_l Ca (Rmax Cb M)) as X1. pose proof (Rmax_r Ca (Rmax Cb M)) as X2.
  pose proof (Rmax_l Cb M) as X3. pose proof (Rmax_r Cb M) as X4.
  destruct (F1 ε (conj He E1)) as [L1 _].
  split; [split|split; [split|split]].
  - apply eigenvalue_weaken with (c1 * ε ^ 6); [apply Rmult_le_compat_r; lra|].
    now apply smallest_at_least.
  - apply eigenvalue_loosen with (Ca * ε ^ 6); [apply Rmult_le_compat_r; lra|].
    set (v := test_vector A B α k 0 0 0 0 ε). assert (Hn : 4 <= norm2 v) by exact (plain_norm A B α k ε).
    assert (Hf : form l J v <= exp (2 * (Rabs ε * X)) * ε ^ 6 / 36 * Cs)
      by exact (plain_image l N A B α k X HA HB Hk HN HX HX0 ε).
    apply (smallest_at_most l J (Ca * ε ^ 6) v); [reflexivity|lra|].
    apply Rle_trans with (1 := Hf).
    assert (HCs : 0 <= Cs).
    { apply sum_nonneg. intros i _. apply Rmult_le_pos; [|apply Rle_0_sqr].
      replace (ln (N i) ^ 6) with ((ln (N i) ^ 3)²) by (unfold Rsqr; ring). apply Rle_0_sqr. }
    assert (T : exp (2 * (Rabs ε * X)) <= exp (2 * X)).
    { assert (T : Rabs ε * X <= X) by (apply gap_times; lra).
      destruct T as [T|T]; [left; apply exp_increasing; lra|rewrite T; lra]. }
    assert (T2 : exp (2 * (Rabs ε * X)) * Cs <= exp (2 * X) * Cs) by now apply Rmult_le_compat_r.
    pose proof (Rmult_le_compat_l _ _ _ (Rlt_le _ _ P6) T2) as T3.
    assert (HCa : 0 <= Ca * ε ^ 6).
    { apply Rmult_le_pos; [|lra]. unfold Ca.
      pose proof (Rmult_le_pos _ _ (Rlt_le _ _ (exp_pos (2 * X))) HCs). lra. }
    pose proof (Rmult_le_compat_l _ _ _ HCa Hn) as T4. unfold Ca in *. lra.
  - apply eigenvalue_weaken with (c2 * ε ^ 2); [apply Rmult_le_compat_r; lra|].
    apply X3_second_at_least with X; auto; try lra. fold S.
    apply Rle_trans with (Rabs ε * (S + 1)); [apply Rmult_le_compat_l; lra|].
    left. apply Rmult_lt_compat_r with (r := S + 1) in E3; [|lra].
    replace (μ / (S + 1) * (S + 1)) with μ in E3 by (field; lra). exact E3.
  - apply eigenvalue_loosen with (Cb * ε ^ 2); [apply Rmult_le_compat_r; lra|].
    apply X3_second_at_most; auto; lra.
  - apply eigenvalue_weaken with c3; [lra|]. now apply X3_third_at_least.
  - apply eigenvalue_loosen with M; [lra|]. apply (largest_at_most l J M). intros v Hv.
    apply Rle_trans with (1 := form_le_trace l J v Hv). apply Rmult_le_compat_r; [apply norm2_nonneg|].
    now apply F2.
Qed.
