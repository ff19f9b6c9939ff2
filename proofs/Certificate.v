(** What files written by the program rest on: enclosures closed by interval arithmetic, a lower
    bound on κ from two Rayleigh vectors, an optimum in one variable from a change of sign.

    name                  ==  meaning
    rayleigh_claim        ==  two vectors with ‖Ju‖²|v|² ≥ c ‖Jv‖²|u|² prove κ(JᵀJ) ≥ c
    optimum_enclosed      ==  f' < 0 at a and f' > 0 at b: the least value of f on [a, b] is taken
                              strictly between, at a zero of f'
    objective             ==  Σ ρ(r_i(x)), a plain sum over runs
    sse_term, log_term    ==  ρ = r² with r = L − L̂ or r = ln L − ln L̂
    sse_optimum, log_optimum ==  optimum_enclosed for these, from the derivative of the law alone
    enclose p             ==  closes lo ≤ value ≤ hi by interval arithmetic of p bits
    from_gram p           ==  the same for κ, κ_eq, λ_min from the entries of a Gram matrix    *)

From Coq Require Import Reals List Lra Psatz.
From Coquelicot Require Import Coquelicot.
From Interval Require Import Tactic.
From Offray Require Import Sums Gram Parallel Taylor Jacobian Coverage.
Import ListNotations.
Open Scope R_scope.

Theorem rayleigh_claim {Run : Type} (l : list Run) cols u v c :
  length u = length cols -> length v = length cols ->
  0 < form l cols v * norm2 u -> c * (form l cols v * norm2 u) <= form l cols u * norm2 v ->
  forall K, condition_bound l cols K -> c <= K.
Proof.
  intros Hu Hv P Q K H. specialize (H u v Hu Hv). apply Rmult_le_reg_r with (1 := P). lra.
Qed.

(** Against the slope the function falls: s = 1 to the right, s = −1 to the left. *)
Lemma falls (f : R -> R) x d s : derivable_pt_lim f x d -> s = 1 \/ s = - 1 -> d * s < 0 ->
  exists δ, 0 < δ /\ forall h, 0 < h < δ -> f (x + s * h) < f x.
Proof.
  intros H Hs Hd. assert (He : 0 < - (d * s)) by lra. destruct (H (- (d * s)) He) as [δ Hδ].
  exists δ. split; [apply cond_pos|]. intros h Hh.
  assert (H0 : s * h <> 0) by (destruct Hs; subst; lra).
  assert (H1 : Rabs (s * h) < δ)
    by (destruct Hs; subst; [rewrite Rabs_right|rewrite Rabs_left]; lra).
  specialize (Hδ (s * h) H0 H1). apply Rabs_def2 in Hδ.
  set (q := (f (x + s * h) - f x) / (s * h)) in *.
  replace (f (x + s * h)) with (q * (s * h) + f x)
    by (unfold q; field; split; intros E; apply H0; rewrite E; ring).
  assert (q * s < 0) by (destruct Hs; subst; lra). nra.
Qed.

Theorem optimum_enclosed (f f' : R -> R) a b : a < b ->
  (forall x, a <= x <= b -> is_derive f x (f' x)) -> f' a < 0 -> 0 < f' b ->
  exists m, a < m < b /\ (forall x, a <= x <= b -> f m <= f x) /\ f' m = 0.
Proof.
  intros Hab Hf Ha Hb.
  assert (Hd : forall x, a <= x <= b -> derivable_pt_lim f x (f' x))
    by (intros; now apply is_derive_Reals, Hf).
  destruct (continuity_ab_min f a b) as (m & Hm & Hmab); [lra| |].
  { intros c Hc. apply derivable_continuous_pt. exists (f' c). now apply Hd. }
  assert (m <> a).
  { intros ->. destruct (falls f a (f' a) 1) as (δ & H0 & H); [apply Hd; lra|auto|lra|].
    set (h := Rmin (δ / 2) (b - a)). assert (0 < h) by (apply Rmin_glb_lt; lra).
    assert (h <= δ / 2) by apply Rmin_l. assert (h <= b - a) by apply Rmin_r.
    specialize (H h). specialize (Hm (a + 1 * h)). lra. }
  assert (m <> b).
  { intros ->. destruct (falls f b (f' b) (- 1)) as (δ & H0 & H1); [apply Hd; lra|auto|lra|].
    set (h := Rmin (δ / 2) (b - a)). assert (0 < h) by (apply Rmin_glb_lt; lra).
    assert (h <= δ / 2) by apply Rmin_l. assert (h <= b - a) by apply Rmin_r.
    specialize (H1 h). specialize (Hm (b + - 1 * h)). lra. }
  exists m. split; [lra|]. split; auto.
  assert (pr : derivable_pt f m) by (exists (f' m); apply Hd; lra).
  rewrite <- (derive_pt_eq_0 f m (f' m) pr) by (apply Hd; lra).
  apply (deriv_minimum f a b m pr); try lra. intros x H1 H2. apply Hm. lra.
Qed.

(** Objectives of a law with one free parameter x: L x i is its prediction of run i. *)
Definition objective {Run : Type} (l : list Run) (term : R -> Run -> R) (x : R) : R :=
  Σ i ∈ l, term x i.

Lemma objective_derive {Run : Type} (l : list Run) (term term' : R -> Run -> R) x :
  (forall i, In i l -> is_derive (fun x => term x i) x (term' x i)) ->
  is_derive (objective l term) x (Σ i ∈ l, term' x i).
Proof.
  intros H. unfold objective. induction l as [|i l' IH]; simpl sum.
  - apply (is_derive_const (V := R_NormedModule)).
  - apply (is_derive_plus (fun x => term x i) (fun x => Σ j ∈ l', term x j)).
    + apply H. now left.
    + apply IH. intros j Hj. apply H. now right.
Qed.

Lemma square_derive (g : R -> R) (x d c : R) : is_derive g x d ->
  is_derive (fun x => (g x - c)²) x (2 * (g x - c) * d).
Proof.
  intros H. unfold Rsqr. auto_derive; [split; [now exists d|split; [now exists d|auto]]|].
  replace (Derive (fun x => g x) x) with d by (symmetry; now apply is_derive_unique). ring.
Qed.

Lemma ln_derive (g : R -> R) (x d : R) : is_derive g x d -> 0 < g x ->
  is_derive (fun x => ln (g x)) x (d / g x).
Proof.
  intros H Hg. auto_derive; [split; [now exists d|auto]|].
  replace (Derive (fun x => g x) x) with d by (symmetry; now apply is_derive_unique). field. lra.
Qed.

Section Law.
Context {Run : Type} (l : list Run) (L L' : R -> Run -> R) (y : Run -> R) (a b : R).
Hypothesis Hab : a < b.
Hypothesis HL : forall x i, a <= x <= b -> In i l -> is_derive (fun x => L x i) x (L' x i).

Definition sse_term (x : R) (i : Run) : R := (L x i - y i)².
Definition sse_slope (x : R) : R := Σ i ∈ l, 2 * (L x i - y i) * L' x i.
Definition log_term (x : R) (i : Run) : R := (ln (L x i) - ln (y i))².
Definition log_slope (x : R) : R := Σ i ∈ l, 2 * (ln (L x i) - ln (y i)) * (L' x i / L x i).

Theorem sse_optimum : sse_slope a < 0 -> 0 < sse_slope b ->
  exists m, a < m < b /\ (forall x, a <= x <= b -> objective l sse_term m <= objective l sse_term x)
    /\ sse_slope m = 0.
Proof.
  apply optimum_enclosed; auto. intros x Hx.
  apply (objective_derive l sse_term (fun x i => 2 * (L x i - y i) * L' x i)).
  intros i Hi. apply (square_derive (fun x => L x i)). now apply HL.
Qed.

Theorem log_optimum : (forall x i, a <= x <= b -> In i l -> 0 < L x i) ->
  log_slope a < 0 -> 0 < log_slope b ->
  exists m, a < m < b /\ (forall x, a <= x <= b -> objective l log_term m <= objective l log_term x)
    /\ log_slope m = 0.
Proof.
  intros Hp. apply optimum_enclosed; auto. intros x Hx.
  apply (objective_derive l log_term (fun x i => 2 * (ln (L x i) - ln (y i)) * (L' x i / L x i))).
  intros i Hi. apply (square_derive (fun x => ln (L x i))).
  apply (ln_derive (fun x => L x i)); auto.
Qed.
End Law.

(** Tables of ((N, D), L): a table's sizes are positive if each is. *)
Lemma sizes_positive (l : list (R * R * R)) run :
  List.Forall (fun r => 0 < fst (fst r) /\ 0 < snd (fst r)) l -> In run l ->
  0 < fst (fst run) /\ 0 < snd (fst run).
Proof. intros H Hin. exact (proj1 (List.Forall_forall _ l) H run Hin). Qed.

Ltac positive_sizes := repeat constructor; simpl; lra.

(** Enclosures of what the theory defines, down to exponentials, logarithms and roots. *)
Ltac enclose p :=
  unfold R_min, R_min_best, artanh, arcsinh, threshold, block_kappa_eq, block_kappa, pair_kappa;
  rewrite ?EIG_kappa_eq_value;
  unfold kappa, lam_plus, lam_minus, tr, det, entries, form, norm2, sse_slope, log_slope, dot, comb,
    V, tau, mean, mean2, count, map, sum, fst, snd, Rpower, Rsqr;
  interval with (i_prec p).

(** The same for a pair, from enclosures a, b, c of the entries of its Gram matrix. *)
Ltac from_gram p a b c :=
  let P := fresh "P" in let Q := fresh "Q" in let S := fresh "S" in
  pose proof a as Ha; pose proof b as Hb; pose proof c as Hc;
  unfold pair_kappa; rewrite ?EIG_kappa_eq_value;
  unfold kappa, lam_plus, lam_minus, tr, det, Rsqr;
  lazymatch type of Ha with _ <= ?x <= _ => set (P := x) in * end;
  lazymatch type of Hb with _ <= ?x <= _ => set (Q := x) in * end;
  lazymatch type of Hc with _ <= ?x <= _ => set (S := x) in * end;
  clearbody P Q S; interval with (i_prec p).
