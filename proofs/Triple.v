(** B16: the three columns A, B, F of the interaction law on a ray.

    w = j_A², x = ln N, j_B/j_A = c₁ e^(ax), j_F/j_A = c₂ e^(bx), a = ε₁ = α − β,
    b = ε₂ = α − (γ_N + γ_D); |x| ≤ X.

    name                       ==  meaning
    det3                       ==  determinant of a symmetric 3×3 matrix
    gram3 l f g h              ==  det3 of the Gram matrix of f, g, h
    binet_cauchy               ==  ΣΣ (f_i g_j − f_j g_i)(h_i k_j − h_j k_i)
                                   = 2(⟨f,h⟩⟨g,k⟩ − ⟨f,k⟩⟨g,h⟩)
    B16_gram_det               ==  det G = 1/6 ΣΣΣ det(f, g, h at i, j, k)²
    B16_vandermonde            ==  for the columns e, xe, x²e: det G = 1/6 ΣΣΣ w w w vandermonde²
    B16_det_two_sided          ==  det G_ABF between ¼ c₁²c₂² a²b²(a − b)² e^∓2τ det G(e, xe, x²e)
    B16_second_eigenvalue      ==  λ₂ ≥ λ₋ of the pair (A, F) alone: it does not depend on ε₁
    B16_second_clause_false    ==  so with ε₂ fixed no C gives λ₂ ≤ C ε_gap² as ε₁ → 0        *)

From Coq Require Import Reals List Lra Psatz.
From Offray Require Import Sums Gram Parallel Taylor Jacobian ExponentialDeterminant.
Import ListNotations.
Open Scope R_scope.

Definition det3 (ff fg fh gg gh hh : R) : R :=
  ff * (gg * hh - gh * gh) - fg * (fg * hh - gh * fh) + fh * (fg * gh - gg * fh).

Definition gram3 {Run : Type} (l : list Run) (f g h : Run -> R) : R :=
  det3 (dot l f f) (dot l f g) (dot l f h) (dot l g g) (dot l g h) (dot l h h).

Section Binet.
Context {Run : Type} (l : list Run).
Implicit Types f g h k : Run -> R.

Lemma sum2_separate f g h k :
  (Σ i ∈ l, Σ j ∈ l, (f i * h i) * (g j * k j)) = dot l f h * dot l g k.
Proof.
  unfold dot. rewrite <- sum_scal_r. apply sum_ext; intros i _. now rewrite <- sum_scal.
Qed.

Theorem binet_cauchy f g h k :
  (Σ i ∈ l, Σ j ∈ l, (f i * g j - f j * g i) * (h i * k j - h j * k i))
  = 2 * (dot l f h * dot l g k - dot l f k * dot l g h).
Proof.
  transitivity ((Σ i ∈ l, Σ j ∈ l, (f i * h i) * (g j * k j))
    - (Σ i ∈ l, Σ j ∈ l, (f i * k i) * (g j * h j))
    - (Σ i ∈ l, Σ j ∈ l, (g i * h i) * (f j * k j))
    + (Σ i ∈ l, Σ j ∈ l, (g i * k i) * (f j * h j))).
  - rewrite <- !sum_minus, <- sum_plus. apply sum_ext; intros i _.
    rewrite <- !sum_minus, <- sum_plus. apply sum_ext; intros j _. ring.
  - rewrite !sum2_separate. ring.
Qed.

Theorem B16_gram_det f g h :
  gram3 l f g h
  = / 6 * Σ i ∈ l, Σ j ∈ l, Σ k ∈ l,
      (rows3 (f i) (g i) (h i) (f j) (g j) (h j) (f k) (g k) (h k))².
Proof.
  set (a := fun i j => f i * g j - f j * g i).
  set (b := fun i j => f i * h j - f j * h i).
  set (c := fun i j => g i * h j - g j * h i).
  transitivity (/ 6 * Σ i ∈ l, Σ j ∈ l,
    ((a i j * a i j) * dot l h h + (b i j * b i j) * dot l g g + (c i j * c i j) * dot l f f
     + (a i j * b i j) * (- 2 * dot l g h) + (a i j * c i j) * (2 * dot l f h)
     + (b i j * c i j) * (- 2 * dot l f g))).
  - transitivity (/ 6 * (
      (Σ i ∈ l, Σ j ∈ l, a i j * a i j) * dot l h h + (Σ i ∈ l, Σ j ∈ l, b i j * b i j) * dot l g g
      + (Σ i ∈ l, Σ j ∈ l, c i j * c i j) * dot l f f
      + (Σ i ∈ l, Σ j ∈ l, a i j * b i j) * (- 2 * dot l g h)
      + (Σ i ∈ l, Σ j ∈ l, a i j * c i j) * (2 * dot l f h)
      + (Σ i ∈ l, Σ j ∈ l, b i j * c i j) * (- 2 * dot l f g))).
    + unfold a, b, c. rewrite !binet_cauchy. unfold gram3, det3.
      rewrite (dot_sym l g f), (dot_sym l h f), (dot_sym l h g). field.
    + f_equal. rewrite <- !sum_scal_r, <- !sum_plus. apply sum_ext; intros i _.
      rewrite <- !sum_scal_r, <- !sum_plus. reflexivity.
  - f_equal. apply sum_ext; intros i _. apply sum_ext; intros j _.
    unfold dot. rewrite <- !sum_scal, <- !sum_plus.
    apply sum_ext; intros k _. unfold rows3, a, b, c, Rsqr. ring.
Qed.

Theorem B16_ratio_det f r s :
  gram3 l f (fun i => r i * f i) (fun i => s i * f i)
  = / 6 * Σ i ∈ l, Σ j ∈ l, Σ k ∈ l,
      (f i)² * (f j)² * (f k)² * (rows3 1 (r i) (s i) 1 (r j) (s j) 1 (r k) (s k))².
Proof.
  rewrite B16_gram_det. f_equal. do 3 (apply sum_ext; intros ? _). unfold rows3, Rsqr. ring.
Qed.

Theorem B16_vandermonde f x :
  gram3 l f (fun i => x i * f i) (fun i => (x i)² * f i)
  = / 6 * Σ i ∈ l, Σ j ∈ l, Σ k ∈ l,
      (f i)² * (f j)² * (f k)² * (vandermonde (x i) (x j) (x k))².
Proof.
  rewrite B16_ratio_det. f_equal. do 3 (apply sum_ext; intros ? _). unfold rows3, vandermonde, Rsqr. ring.
Qed.
End Binet.

Section Design.
Context {Run : Type} (l : list Run) (f x : Run -> R) (c1 c2 X : R).
Hypothesis HX : forall i, In i l -> Rabs (x i) <= X.

Theorem B16_det_two_sided a b : a <> 0 -> b <> 0 -> a <> b ->
  let jB := fun i => c1 * exp (a * x i) * f i in
  let jF := fun i => c2 * exp (b * x i) * f i in
  let main := c1² * c2² * (a * b * (b - a) / 2)²
              * gram3 l f (fun i => x i * f i) (fun i => (x i)² * f i) in
  main * exp (- (2 * tilt a b X)) <= gram3 l f jB jF <= main * exp (2 * tilt a b X).
Proof.
  intros Ha Hb Hab jB jF main. unfold main. rewrite B16_vandermonde. unfold jB, jF.
  rewrite B16_ratio_det.
  set (S := Σ i ∈ l, Σ j ∈ l, Σ k ∈ l, (f i)² * (f j)² * (f k)² * (vandermonde (x i) (x j) (x k))²).
  set (c := c1² * c2² * (a * b * (b - a) / 2)²).
  set (e := exp (- (2 * tilt a b X))). set (E := exp (2 * tilt a b X)).
  replace (c * (/ 6 * S) * e) with (/ 6 * (c * e * S)) by ring.
  replace (c * (/ 6 * S) * E) with (/ 6 * (c * E * S)) by ring.
  assert (main3 : forall i j k, In i l -> In j l -> In k l ->
    c * e * ((f i)² * (f j)² * (f k)² * (vandermonde (x i) (x j) (x k))²)
    <= (f i)² * (f j)² * (f k)² * (rows3 1 (c1 * exp (a * x i)) (c2 * exp (b * x i))
         1 (c1 * exp (a * x j)) (c2 * exp (b * x j)) 1 (c1 * exp (a * x k)) (c2 * exp (b * x k)))²
    <= c * E * ((f i)² * (f j)² * (f k)² * (vandermonde (x i) (x j) (x k))²)).
  { intros i j k Hi Hj Hk.
    pose proof (B16_exponential_determinant a b X Ha Hb Hab (x i) (x j) (x k)
                  (HX i Hi) (HX j Hj) (HX k Hk)) as [G1 G2].
    cbv zeta in G1, G2. fold e in G1. fold E in G2.
    set (d := rows3 1 (exp _) _ _ _ _ _ _ _) in *.
    replace (rows3 1 (c1 * exp (a * x i)) (c2 * exp (b * x i)) 1 (c1 * exp (a * x j)) (c2 * exp (b * x j))
              1 (c1 * exp (a * x k)) (c2 * exp (b * x k))) with (c1 * c2 * d) by (unfold d, rows3; ring).
    set (F := (f i)² * (f j)² * (f k)²).
    assert (HF : 0 <= F * (c1 * c2)²)
      by (apply Rmult_le_pos; [|apply Rle_0_sqr]; apply Rmult_le_pos; [apply Rmult_le_pos|]; apply Rle_0_sqr).
    set (v2 := (vandermonde (x i) (x j) (x k))²) in *. rewrite Rsqr_mult.
    split.
    - replace (c * e * (F * v2)) with (F * (c1 * c2)² * ((a * b * (b - a) / 2)² * v2 * e))
        by (unfold c, Rsqr; ring).
      replace (F * ((c1 * c2)² * d²)) with (F * (c1 * c2)² * d²) by ring.
      now apply Rmult_le_compat_l.
    - replace (c * E * (F * v2)) with (F * (c1 * c2)² * ((a * b * (b - a) / 2)² * v2 * E))
        by (unfold c, Rsqr; ring).
      replace (F * ((c1 * c2)² * d²)) with (F * (c1 * c2)² * d²) by ring.
      now apply Rmult_le_compat_l. }
  split; (apply Rmult_le_compat_l; [lra|]); unfold S; rewrite <- sum_scal;
    apply sum_le; intros i Hi; rewrite <- sum_scal; apply sum_le; intros j Hj;
    rewrite <- sum_scal; apply sum_le; intros k Hk; now apply main3.
Qed.

(** λ ≥ λ₂ in the sense of Courant and Fischer: the form is at most λ |v|² on some plane. *)
Definition second_at_most (cols : list (Run -> R)) (lambda : R) : Prop :=
  exists u v, length u = 3%nat /\ length v = 3%nat
  /\ (forall s t, s <> 0 \/ t <> 0 ->
        0 < norm2 (map (fun '(a, b) => s * a + t * b) (combine u v)))
  /\ (forall s t, form l cols (map (fun '(a, b) => s * a + t * b) (combine u v))
        <= lambda * norm2 (map (fun '(a, b) => s * a + t * b) (combine u v))).

Theorem B16_second_eigenvalue jA jB jF lambda :
  second_at_most [jA; jB; jF] lambda -> pair_lam_minus l jA jF <= lambda.
Proof.
  intros (u & v & Hu & Hv & Hind & H).
  destruct u as [|u1 [|u2 [|u3 [|? ?]]]]; try discriminate.
  destruct v as [|v1 [|v2 [|v3 [|? ?]]]]; try discriminate.
  assert (K : exists s t, (s <> 0 \/ t <> 0) /\ s * u2 + t * v2 = 0).
  { destruct (Req_dec u2 0) as [E|E]; [exists 1, 0; split; [left; lra|rewrite E; ring]|].
    exists v2, (- u2). split; [right; lra|ring]. }
  destruct K as (s & t & Hst & E2).
  specialize (Hind s t Hst). specialize (H s t). simpl in Hind, H. rewrite E2 in Hind, H.
  set (p := s * u1 + t * v1) in *. set (q := s * u3 + t * v3) in *.
  assert (En : norm2 [p; 0; q] = p² + q²) by (unfold norm2, Rsqr; simpl; ring).
  assert (Ef : form l [jA; jB; jF] [p; 0; q] = quad (dot l jA jA) (dot l jA jF) (dot l jF jF) p q).
  { rewrite <- dot_comb. apply sum_ext; intros i _. simpl. unfold Rsqr; ring. }
  rewrite En in Hind, H. rewrite Ef in H.
  pose proof (proj1 (EIG_rayleigh (dot l jA jA) (dot l jA jF) (dot l jF jF) p q)) as R1.
  apply Rmult_le_reg_r with (p² + q²); auto. unfold pair_lam_minus. lra.
Qed.

(** ε₂ = b fixed, ε₁ = a → 0. *)
Theorem B16_second_clause_false b : 0 < b ->
  0 < pair_lam_minus l f (fun i => c2 * exp (b * x i) * f i) ->
  ~ exists C, forall a, 0 < a -> a < b ->
      let gap := Rmin a (b - a) in
      second_at_most [f; (fun i => c1 * exp (a * x i) * f i); (fun i => c2 * exp (b * x i) * f i)]
        (C * gap²).
Proof.
  intros Hb Hl (C & H).
  set (L := pair_lam_minus l f (fun i => c2 * exp (b * x i) * f i)) in *.
  set (D := Rmax 1 C). assert (HD : 1 <= D /\ C <= D) by (unfold D; split; [apply Rmax_l|apply Rmax_r]).
  set (a := Rmin (b / 2) (Rmin 1 (L / (2 * D)))).
  assert (Hq : 0 < L / (2 * D)) by (apply Rdiv_lt_0_compat; lra).
  assert (Ha : 0 < a) by (unfold a; repeat apply Rmin_glb_lt; lra).
  assert (Ha1 : a <= b / 2) by apply Rmin_l.
  assert (Ha2 : a <= 1) by (apply Rle_trans with (1 := Rmin_r _ _), Rmin_l).
  assert (Ha3 : a <= L / (2 * D)) by (apply Rle_trans with (1 := Rmin_r _ _), Rmin_r).
  assert (Hab : a < b) by lra.
  pose proof (B16_second_eigenvalue _ _ _ _ (H a Ha Hab)) as P. fold L in P.
  rewrite Rmin_left in P by lra.
  assert (Hc : D * a <= L / 2).
  { apply Rmult_le_compat_l with (r := D) in Ha3; [|lra].
    replace (D * (L / (2 * D))) with (L / 2) in Ha3 by (field; lra). exact Ha3. }
  assert (Hs : a² <= a) by (unfold Rsqr; nra).
  assert (0 <= a²) by apply Rle_0_sqr.
  assert (C * a² <= D * a) by nra. lra.
Qed.
End Design.
