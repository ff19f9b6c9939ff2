(** The headline statements, word for word, and the definitions that they speak of.

    A theorem that was weakened, or a definition that was bent, no longer fits here.
    Generated once from what was proved, read, and from then on edited by hand.

    Length: every statement and definition once more, in one place.

    name                  ==  meaning
    pin_X                 ==  the statement of X, in full
    definition_…          ==  the defining equation of a notion, by computation                *)

From Coq Require Import Reals List.
From Coquelicot Require Import Coquelicot.
From Offray Require Import Sums Gram Parallel Taylor Laws Jacobian Ray FullModel Upper Estimate
  KaplanModel DroppoModel Confidence Coverage Reduced Objective ExponentialDeterminant Triple Twin Program ProgramRepeated
  Certificate Kernels Offset Proportion ProgramRay Independent Eigenvalues Rolle FiveSizes Orders TripleOrders
  InteractionTriple ThirdRay Parabola Isoflop LawColumns KernelExact KaplanUpper KaplanOrders AnyGap Instances Numbers FullNumbers.
From Offray.generated Require Printed.
Import ListNotations.
Open Scope R_scope.

(** Laws. *)
Example definition_chinchilla : chinchilla = fun E A B α β N D =>
  E + A * exp (- α * ln N) + B * exp (- β * ln D) := eq_refl.
Example definition_kaplan : kaplan = fun N_c D_c α_N α_D N D =>
  exp (α_D * ln (exp (α_N / α_D * ln (N_c / N)) + D_c / D)) := eq_refl.
Example definition_droppo_elibol : droppo_elibol = fun L_inf N_C D_C α_N α_D α N D =>
  exp (α * ln (exp (1 / α * ln L_inf) + exp (α_N / α * ln (N_C / N)) + exp (α_D / α * ln (D_C / D))))
  := eq_refl.
Example definition_interaction : interaction = fun E A B F α β γ_N γ_D N D =>
  E + A * exp (- α * ln N) + B * exp (- β * ln D) + F * exp (- γ_N * ln N) * exp (- γ_D * ln D)
  := eq_refl.
Example definition_discounted : discounted = fun x u r_star =>
  u * (1 + r_star * (1 - exp (- ((x / u - 1) / r_star)))) := eq_refl.
Example definition_optimal_size : optimal_size = fun A B α β D =>
  let G := exp (1 / (α + β) * ln (α * A / (β * B))) in G * exp (β / α * ln (D * G)) := eq_refl.
Example definition_repeated : repeated = fun E A B α β R_N R_D N D U =>
  chinchilla E A B α β (discounted N (Rmin N (optimal_size A B α β (Rmin D U))) R_N)
    (discounted D (Rmin D U) R_D) := eq_refl.
Example definition_chinchilla_reduced : chinchilla_reduced = fun E ψ α N =>
  E + ψ * exp (- α * ln N) := eq_refl.
Example definition_kaplan_reduced : kaplan_reduced = fun ψ α_D N => exp (α_D * ln (ψ / N)) := eq_refl.
Example definition_droppo_elibol_reduced : droppo_elibol_reduced = fun L_inf ψ γ α N =>
  exp (α * ln (exp (1 / α * ln L_inf) + ψ * exp (- γ * ln N))) := eq_refl.

(** Sums, Gram matrices, condition numbers. *)
Example definition_sum {A} a (l : list A) f : sum (a :: l) f = f a + sum l f := eq_refl.
Example definition_sum_empty {A} (f : A -> R) : sum [] f = 0 := eq_refl.
Example definition_dot {A} (l : list A) f g : dot l f g = Σ i ∈ l, f i * g i := eq_refl.
Example definition_count {A} (l : list A) : count l = Σ i ∈ l, 1 := eq_refl.
Example definition_spread {A} (l : list A) w r :
  spread l w r = (Σ i ∈ l, w i) * (Σ i ∈ l, w i * (r i * r i)) - (Σ i ∈ l, w i * r i) * (Σ i ∈ l, w i * r i)
  := eq_refl.
Example definition_norm {A} (l : list A) f : norm l f = sqrt (Σ i ∈ l, f i * f i) := eq_refl.
Example definition_lam_plus : lam_plus = fun p q s =>
  (p + s) / 2 + sqrt ((p + s) * (p + s) - 4 * (p * s - q * q)) / 2 := eq_refl.
Example definition_lam_minus : lam_minus = fun p q s =>
  (p + s) / 2 - sqrt ((p + s) * (p + s) - 4 * (p * s - q * q)) / 2 := eq_refl.
Example definition_kappa : kappa = fun p q s => lam_plus p q s / lam_minus p q s := eq_refl.
Example definition_kappa_eq : kappa_eq = fun p q s => kappa 1 (q / sqrt (p * s)) 1 := eq_refl.
Example definition_quad : quad = fun p q s x y => p * (x * x) + 2 * q * (x * y) + s * (y * y) := eq_refl.
Example definition_pair_kappa {A} (l : list A) f g :
  pair_kappa l f g = kappa (dot l f f) (dot l f g) (dot l g g) := eq_refl.
Example definition_pair_det {A} (l : list A) f g :
  pair_det l f g = dot l f f * dot l g g - dot l f g * dot l f g := eq_refl.
Example definition_perp {A} (l : list A) (f δ : A -> R) i :
  perp l f δ i = δ i - dot l f δ / dot l f f * f i := eq_refl.
Example definition_comb {A} f (cols : list (A -> R)) a v i :
  comb (f :: cols) (a :: v) i = a * f i + comb cols v i := eq_refl.
Example definition_norm2 v : norm2 v = Σ a ∈ v, a * a := eq_refl.
Example definition_form {A} (l : list A) cols v :
  form l cols v = Σ i ∈ l, comb cols v i * comb cols v i := eq_refl.
Example definition_condition_bound {A} (l : list A) cols K :
  condition_bound l cols K = forall u v, length u = length cols -> length v = length cols ->
    form l cols u * norm2 v <= K * (form l cols v * norm2 u) := eq_refl.
Example definition_rayleigh_lower {A} (l : list A) cols m :
  rayleigh_lower l cols m = forall v, length v = length cols -> m * norm2 v <= form l cols v := eq_refl.
Example definition_unbiased {A} (l : list A) cols j c :
  unbiased l cols j c = forall v, length v = length cols -> dot l c (comb cols v) = nth j v 0 := eq_refl.
Example definition_standard_deviation {A} (l : list A) σ c :
  standard_deviation l σ c = σ * norm l c := eq_refl.
Example definition_weighted_condition_bound {A} (l : list A) cols w K :
  weighted_condition_bound l cols w K = forall u v, length u = length cols -> length v = length cols ->
    (Σ i ∈ l, w i * (comb cols u i * comb cols u i)) * norm2 v
    <= K * ((Σ i ∈ l, w i * (comb cols v i * comb cols v i)) * norm2 u) := eq_refl.
Example definition_jacobian {A} a b α β (N D : A -> R) :
  jacobian a b α β N D
  = [fun i => 1; fun i => exp (- α * ln (N i)); fun i => exp (- β * ln (D i));
     fun i => - a * ln (N i) * exp (- α * ln (N i)); fun i => - b * ln (D i) * exp (- β * ln (D i))]
  := eq_refl.
Example definition_residual {A} (N : A -> R) α c0 c1 c2 c3 i :
  residual N α c0 c1 c2 c3 i
  = (ln (N i) ^ 3 - c3 * ln (N i) ^ 2 - c2 * ln (N i) - c1) * exp (- α * ln (N i)) - c0 := eq_refl.
Example definition_limit_columns {A} (N : A -> R) α :
  limit_columns N α
  = [fun i => 1; fun i => exp (- α * ln (N i)); fun i => ln (N i) * exp (- α * ln (N i));
     fun i => ln (N i) ^ 2 / 2 * exp (- α * ln (N i)); fun i => ln (N i) ^ 3 / 6 * exp (- α * ln (N i))]
  := eq_refl.
Example definition_independent {A} (l : list A) N α μ :
  independent l N α μ = forall b, length b = 5%nat ->
    μ * sqrt (norm2 b) <= norm l (comb (limit_columns N α) b) := eq_refl.
Example definition_size_bound : size_bound = fun A B α k =>
  let Q := Rpower k α * exp (Rabs (ln k)) in 17 + 25 / A² + Q² * (/ B² + (3 + Rabs (ln k))²) := eq_refl.
Example definition_drift {A} (l : list A) N α X ε :
  drift l N α X ε
  = Rabs ε * (exp (Rabs ε * X) * (X ^ 3 / 6 + X ^ 4 / 12)) * norm l (fun i => exp (- α * ln (N i)))
  := eq_refl.
Example definition_trace {A} (l : list A) cols : trace l cols = Σ f ∈ cols, dot l f f := eq_refl.
Example definition_gram3 {A} (l : list A) f g h :
  gram3 l f g h
  = dot l f f * (dot l g g * dot l h h - dot l g h * dot l g h)
    - dot l f g * (dot l f g * dot l h h - dot l g h * dot l f h)
    + dot l f h * (dot l f g * dot l g h - dot l g g * dot l f h) := eq_refl.

(** Coverage. *)
Example definition_mean t : mean t = (Σ a ∈ t, a) / count t := eq_refl.
Example definition_mean2 t : mean2 t = (Σ a ∈ t, a * a) / count t := eq_refl.
Example definition_V t : V t = mean2 t - mean t * mean t := eq_refl.
Example definition_tau κ_t t :
  tau κ_t t = (count t + Σ a ∈ t, a * a) * (count t + Σ a ∈ t, a * a) / (count t * count t * κ_t)
  := eq_refl.
Example definition_block_kappa t : block_kappa t = kappa 1 (mean t) (mean2 t) := eq_refl.
Example definition_block_kappa_eq t : block_kappa_eq t = kappa_eq 1 (mean t) (mean2 t) := eq_refl.
Example definition_entries β rays : entries β rays = map (fun k => exp (- β * ln k)) rays := eq_refl.
Example definition_R_min : R_min = fun β κ_t =>
  exp (2 / β * (/ 2 * ln ((1 + 2 * sqrt κ_t / (κ_t - 1)) / (1 - 2 * sqrt κ_t / (κ_t - 1))))) := eq_refl.
Example definition_R_min_best : R_min_best = fun β κ_t =>
  exp (2 / β * arcsinh (2 * sqrt κ_t / (κ_t - 1))) := eq_refl.
Example definition_rmse {A} (l : list A) predicted observed :
  rmse l predicted observed
  = sqrt ((Σ i ∈ l, (predicted i - observed i) * (predicted i - observed i)) / count l) := eq_refl.
Example definition_within value claim half : within value claim half = (Rabs (value - claim) <= half)
  := eq_refl.

(** The definitions that these and the statements below rest on, as they are written. *)
(** Certificate.v *)
Example definition_log_slope : @log_slope =
  fun (Run : Type) (l : list Run) (L L' : R -> Run -> R) (y : Run -> R) (x : R) =>
  Σ i ∈ l, 2 * (ln (L x i) - ln (y i)) * (L' x i / L x i)
  := eq_refl.
Example definition_log_term : @log_term =
  fun (Run : Type) (L : R -> Run -> R) (y : Run -> R) (x : R) (i : Run) =>
  (ln (L x i) - ln (y i))²
  := eq_refl.
Example definition_objective : @objective =
  fun (Run : Type) (l : list Run) (term : R -> Run -> R) (x : R) => Σ i ∈ l, term x i
  := eq_refl.
Example definition_sse_slope : @sse_slope =
  fun (Run : Type) (l : list Run) (L L' : R -> Run -> R) (y : Run -> R) (x : R) =>
  Σ i ∈ l, 2 * (L x i - y i) * L' x i
  := eq_refl.
Example definition_sse_term : @sse_term =
  fun (Run : Type) (L : R -> Run -> R) (y : Run -> R) (x : R) (i : Run) => (L x i - y i)²
  := eq_refl.

(** Confidence.v *)
Example definition_co_spread : @co_spread =
  fun (Run : Type) (l : list Run) (f g : Run -> R) =>
  let m := count l in m * dot l f g - (Σ i ∈ l, f i) * (Σ i ∈ l, g i)
  := eq_refl.
Example definition_correlation2 : @correlation2 =
  fun (Run : Type) (l : list Run) (f g : Run -> R) =>
  let m := count l in
  let P := spread l (fun _ : Run => 1) f in
  let S := spread l (fun _ : Run => 1) g in (co_spread l f g)² / (P * S)
  := eq_refl.
Example definition_ratio2 : @ratio2 =
  fun (Run : Type) (l : list Run) (w x : Run -> R) (ε : R) =>
  (Σ i ∈ l, w i) * (Σ i ∈ l, w i * (exp (ε * x i))²) /
  spread l w (fun i : Run => exp (ε * x i))
  := eq_refl.
Example definition_repeated_design : @repeated_design =
  fix repeated_design (Run : Type) (n : nat) (l : list Run) {struct n} : list Run :=
    match n with
    | 0%nat => []
    | S n' => l ++ repeated_design Run n' l
    end
  := eq_refl.
Example definition_variance_A : @variance_A =
  fun (Run : Type) (l : list Run) (f g : Run -> R) => dot l g g / pair_det l f g
  := eq_refl.
Example definition_variance_psi : @variance_psi =
  fun (Run : Type) (l : list Run) (f : Run -> R) => / dot l f f
  := eq_refl.
Example definition_variance_x : @variance_x =
  fun (Run : Type) (l : list Run) (w x : Run -> R) => spread l w x / (Σ i ∈ l, w i)²
  := eq_refl.

(** Coverage.v *)
Example definition_artanh : @artanh =
  fun h : R => / 2 * ln ((1 + h) / (1 - h))
  := eq_refl.
Example definition_share_V : @share_V =
  fun β k_min k_max : R =>
  let ratio := k_max / k_min in
  let u := Rpower ratio (- β) in
  fun p : R => share_mean2 β k_min k_max p - (share_mean β k_min k_max p)²
  := eq_refl.
Example definition_share_kappa_eq : @share_kappa_eq =
  fun β k_min k_max : R =>
  let ratio := k_max / k_min in
  let u := Rpower ratio (- β) in
  fun p : R => kappa_eq 1 (share_mean β k_min k_max p) (share_mean2 β k_min k_max p)
  := eq_refl.
Example definition_share_mean : @share_mean =
  fun β k_min k_max : R =>
  let ratio := k_max / k_min in let u := Rpower ratio (- β) in fun p : R => p * 1 + (1 - p) * u
  := eq_refl.
Example definition_share_mean2 : @share_mean2 =
  fun β k_min k_max : R =>
  let ratio := k_max / k_min in
  let u := Rpower ratio (- β) in fun p : R => p * 1² + (1 - p) * u²
  := eq_refl.
Example definition_threshold : @threshold =
  fun κ_t : R => 2 * sqrt κ_t / (κ_t - 1)
  := eq_refl.

(** DroppoModel.v *)
Example definition_droppo_bracket : @droppo_bracket =
  fun (Run : Type) (N : Run -> R) (L_inf N_C D_C γ α k : R) =>
  let x := fun i : Run => ln (N i) in
  let e := fun i : Run => Rpower (N i) (- γ) in
  let P := Rpower N_C γ in
  let Q := fun ε : R => Rpower (D_C / k) (γ - ε) in
  fun (ε : R) (i : Run) => Rpower L_inf (1 / α) + P * e i + Q ε * (e i * exp (ε * x i))
  := eq_refl.
Example definition_droppo_image_bound : @droppo_image_bound =
  fun (Run : Type) (l : list Run) (N : Run -> R) (L_inf N_C D_C γ α k X : R) =>
  let x := fun i : Run => ln (N i) in
  let e := fun i : Run => Rpower (N i) (- γ) in
  let P := Rpower N_C γ in
  let Q := fun ε : R => Rpower (D_C / k) (γ - ε) in
  let j_alpha :=
    fun (ε : R) (i : Run) =>
    Printed.droppo_elibol_d_alpha L_inf N_C D_C (α * γ) (α * (γ - ε)) α (N i) (k * N i) in
  fun c0 c1 c2 c3 c4 ε : R =>
  norm l (droppo_residual N L_inf N_C D_C γ α k c0 c1 c2 c3 c4 ε) / 6 +
  Rabs ε *
  (fourth_order X c3 ε * norm l (fun i : Run => droppo_weight N L_inf N_C D_C γ α k ε i * e i))
  := eq_refl.
Example definition_droppo_vector : @droppo_vector =
  fun L_inf N_C D_C γ α k : R =>
  let P := Rpower N_C γ in
  let Q := fun ε : R => Rpower (D_C / k) (γ - ε) in
  let R0 := Rpower L_inf (1 / α - 1) in
  fun c0 c1 c2 c3 c4 ε : R =>
  [- (ε ^ 3 * c0 / (6 * R0)); v1 N_C γ α c1 c2 c3 ε; v2 D_C γ α k c3 ε;
   - (u3 c2 c3 ε / P); - (ε / Q ε); - (ε ^ 3 * c4 / 6)]
  := eq_refl.
Example definition_u3 : @u3 =
  fun c2 c3 ε : R => ε + ε ^ 2 * c3 / 3 - ε ^ 3 * c2 / 6
  := eq_refl.
Example definition_v1 : @v1 =
  fun N_C γ α : R =>
  let P := Rpower N_C γ in
  fun c1 c2 c3 ε : R =>
  N_C / (α * γ * P) * (2 + ε * c3 / 3 - ε ^ 3 * c1 / 6 + u3 c2 c3 ε * ln N_C)
  := eq_refl.
Example definition_v2 : @v2 =
  fun D_C γ α k : R =>
  let Q := fun ε : R => Rpower (D_C / k) (γ - ε) in
  fun c3 ε : R => D_C / (α * (γ - ε) * Q ε) * (-2 - ε * c3 / 3 + ε * ln (D_C / k))
  := eq_refl.

(** FullModel.v *)
Example definition_fourth_order : @fourth_order =
  fun X c3 ε : R => exp (Rabs ε * X) * (X ^ 4 / 12 + Rabs c3 * X ^ 3 / 18)
  := eq_refl.
Example definition_image_bound : @image_bound =
  fun (Run : Type) (l : list Run) (N : Run -> R) (α X : R) =>
  let x := fun i : Run => ln (N i) in
  let e := fun i : Run => Rpower (N i) (- α) in
  fun c0 c1 c2 c3 ε : R =>
  norm l (residual N α c0 c1 c2 c3) / 6 + Rabs ε * (fourth_order X c3 ε * norm l e)
  := eq_refl.
Example definition_test_vector : @test_vector =
  fun A B α k : R =>
  let q := fun ε : R => Rpower k (- (α - ε)) in
  fun c0 c1 c2 c3 ε : R =>
  [- (ε ^ 3 * c0 / 6); 2 + ε * c3 / 3 - ε ^ 3 * c1 / 6; (-2 - ε * c3 / 3 - ε * ln k) / q ε;
   - (ε + ε ^ 2 * c3 / 3 - ε ^ 3 * c2 / 6) / A; - ε / (B * q ε)]
  := eq_refl.
Example definition_vA : @vA =
  fun c1 c3 ε : R => 2 + ε * c3 / 3 - ε ^ 3 * c1 / 6
  := eq_refl.
Example definition_vB : @vB =
  fun α k : R =>
  let q := fun ε : R => Rpower k (- (α - ε)) in
  fun c3 ε : R => (-2 - ε * c3 / 3 - ε * ln k) / q ε
  := eq_refl.

(** Gram.v *)
Example definition_det : @det =
  fun p q s : R => p * s - q²
  := eq_refl.
Example definition_tr : @tr =
  fun p s : R => p + s
  := eq_refl.

(** Jacobian.v *)
Example definition_coefficient : @coefficient =
  fun (j : nat) (v : list R) => nth j v 0
  := eq_refl.

(** KaplanModel.v *)
Example definition_beyond : @beyond =
  fun N_c D_c k : R =>
  let d := D_c / k in
  let P := fun ε : R => Rpower N_c (1 + ε) in
  let ψ := fun ε : R => P ε + d in
  fun c1 c2 ε t : R =>
  - d * ((t + 2) * exp (- t) + t - 2 - t ^ 3 / 6) +
  d * ε * c2 / 3 * (1 - (1 + t) * exp (- t) - t ^ 2 / 2) +
  d * ε ^ 2 * c1 / 6 * (1 - exp (- t) - t) +
  ε *
  (P ε ^ 2 / (2 * ψ ε) * Remainders.quadratic_remainder t -
   ψ ε * Remainders.log_remainder (P ε / ψ ε) t)
  := eq_refl.
Example definition_kaplan_fourth : @kaplan_fourth =
  fun N_c D_c k X : R =>
  let d := D_c / k in
  let P := fun ε : R => Rpower N_c (1 + ε) in
  let ψ := fun ε : R => P ε + d in
  fun c1 c2 ε : R =>
  let e := exp (Rabs ε * X) in
  d * e * X ^ 4 / 12 + d * Rabs c2 * e * X ^ 3 / 9 + d * Rabs c1 * e * X ^ 2 / 12 +
  ψ ε * e ^ 4 * X ^ 3 / 3
  := eq_refl.
Example definition_kaplan_image_bound : @kaplan_image_bound =
  fun (Run : Type) (l : list Run) (N : Run -> R) (N_c D_c a k X : R) =>
  let x := fun i : Run => ln (N i) in
  let d := D_c / k in
  let P := fun ε : R => Rpower N_c (1 + ε) in
  let ψ := fun ε : R => P ε + d in
  fun c0 c1 c2 ε : R =>
  d * norm l (kaplan_residual N N_c D_c a k c0 c1 c2 ε) / 6 +
  Rabs ε * (kaplan_fourth N_c D_c k X c1 c2 ε * norm l (weight N N_c D_c a k ε))
  := eq_refl.
Example definition_kaplan_vector : @kaplan_vector =
  fun N_c D_c a k : R =>
  let d := D_c / k in
  let P := fun ε : R => Rpower N_c (1 + ε) in
  let ψ := fun ε : R => P ε + d in
  fun c0 c1 c2 ε : R =>
  [w1 N_c D_c a k c1 c2 ε; w2 N_c D_c a k c0 c1 c2 ε; w3 N_c D_c k c2 ε; ε]
  := eq_refl.
Example definition_w1 : @w1 =
  fun N_c D_c a k : R =>
  let d := D_c / k in
  let P := fun ε : R => Rpower N_c (1 + ε) in
  let ψ := fun ε : R => P ε + d in
  fun c1 c2 ε : R =>
  N_c / (a * (1 + ε) * P ε) *
  (-2 * d - d * ε * c2 / 3 - d * ε ^ 2 * c1 / 6 - w3 N_c D_c k c2 ε * ln N_c * P ε -
   ε * ((ln (ψ ε) + 1) * P ε - P ε ^ 2 / ψ ε) + ε * (1 + ε) * ln N_c * P ε)
  := eq_refl.
Example definition_w2 : @w2 =
  fun N_c D_c a k : R =>
  let d := D_c / k in
  let P := fun ε : R => Rpower N_c (1 + ε) in
  let ψ := fun ε : R => P ε + d in
  fun c0 c1 c2 ε : R =>
  k / a *
  (2 * d + d * ε * c2 / 3 + d * ε ^ 2 * c1 / 6 + d * ε ^ 3 * c0 / 6 -
   ε * (ψ ε * ln (ψ ε) - (ln (ψ ε) + 1) * P ε + P ε ^ 2 / ψ ε))
  := eq_refl.
Example definition_w3 : @w3 =
  fun N_c D_c k : R =>
  let d := D_c / k in
  let P := fun ε : R => Rpower N_c (1 + ε) in
  let ψ := fun ε : R => P ε + d in
  fun c2 ε : R => ε * d / P ε + ε ^ 2 * d / ψ ε + ε ^ 2 * c2 * d / (3 * P ε)
  := eq_refl.

(** Laws.v *)
Example definition_chinchilla_j_A : @chinchilla_j_A =
  fun α N : R => Rpower N (- α)
  := eq_refl.
Example definition_chinchilla_j_B : @chinchilla_j_B =
  fun β D : R => Rpower D (- β)
  := eq_refl.
Example definition_chinchilla_j_E : @chinchilla_j_E =
  1
  := eq_refl.
Example definition_chinchilla_j_alpha : @chinchilla_j_alpha =
  fun A α N : R => - A * ln N * Rpower N (- α)
  := eq_refl.
Example definition_chinchilla_j_beta : @chinchilla_j_beta =
  fun B β D : R => - B * ln D * Rpower D (- β)
  := eq_refl.
Example definition_effective_data : @effective_data =
  fun R_D D U : R => discounted D (Rmin D U) R_D
  := eq_refl.
Example definition_effective_size : @effective_size =
  fun A B α β R_N N D U : R => discounted N (unique_size A B α β N D U) R_N
  := eq_refl.
Example definition_kaplan_S : @kaplan_S =
  fun N_c D_c α_N α_D N D : R => Rpower (N_c / N) (α_N / α_D) + D_c / D
  := eq_refl.
Example definition_kaplan_W : @kaplan_W =
  fun N_c D_c α_N α_D N D : R => α_D * Rpower (kaplan_S N_c D_c α_N α_D N D) (α_D - 1)
  := eq_refl.
Example definition_kaplan_j_D_c : @kaplan_j_D_c =
  fun N_c D_c α_N α_D N D : R => kaplan_W N_c D_c α_N α_D N D / D
  := eq_refl.
Example definition_kaplan_j_N_c : @kaplan_j_N_c =
  fun N_c D_c α_N α_D N D : R =>
  kaplan_W N_c D_c α_N α_D N D * (α_N / α_D * (Rpower (N_c / N) (α_N / α_D) / N_c))
  := eq_refl.
Example definition_kaplan_j_alpha_D : @kaplan_j_alpha_D =
  fun N_c D_c α_N α_D N D : R =>
  Rpower (kaplan_S N_c D_c α_N α_D N D) α_D * ln (kaplan_S N_c D_c α_N α_D N D) -
  kaplan_W N_c D_c α_N α_D N D * (α_N / α_D² * ln (N_c / N) * Rpower (N_c / N) (α_N / α_D))
  := eq_refl.
Example definition_kaplan_j_alpha_N : @kaplan_j_alpha_N =
  fun N_c D_c α_N α_D N D : R =>
  kaplan_W N_c D_c α_N α_D N D * (ln (N_c / N) / α_D * Rpower (N_c / N) (α_N / α_D))
  := eq_refl.
Example definition_unique_size : @unique_size =
  fun A B α β N D U : R => Rmin N (optimal_size A B α β (Rmin D U))
  := eq_refl.

(** Numbers.v *)
Example definition_design20_A : @design20_A =
  fun N : R => chinchilla_j_A 0.34 N
  := eq_refl.
Example definition_design20_B : @design20_B =
  fun N : R => chinchilla_j_B 0.28 (20 * N)
  := eq_refl.

(** Objective.v *)
Example definition_weighted_form : @weighted_form =
  fun (Run : Type) (l : list Run) (cols : list (Run -> R)) (w : Run -> R) (v : list R) =>
  Σ i ∈ l, w i * (comb cols v i)²
  := eq_refl.

(** Offset.v *)
Example definition_slope : @slope =
  fun ε y : R => if Req_EM_T ε 0 then y else (exp (ε * y) - 1) / ε
  := eq_refl.

(** Parallel.v *)
Example definition_pair_lam_minus : @pair_lam_minus =
  fun (A : Type) (l : list A) (f g : A -> R) => lam_minus (dot l f f) (dot l f g) (dot l g g)
  := eq_refl.
Example definition_pair_lam_plus : @pair_lam_plus =
  fun (A : Type) (l : list A) (f g : A -> R) => lam_plus (dot l f f) (dot l f g) (dot l g g)
  := eq_refl.

(** Proportion.v *)
Example definition_plane_vector : @plane_vector =
  fun c1 c2 p q : R => [q - p; - (q / c1); p / c2]
  := eq_refl.

(** Ray.v *)
Example definition_kappa_high : @kappa_high =
  fun (Run : Type) (l : list Run) (f x : Run -> R) (c X : R) =>
  let w := fun i : Run => (f i)² in
  let S := spread l w x in
  let W := Σ i ∈ l, w i in
  fun ε : R =>
  (W * (1 + c² * exp (2 * (Rabs ε * X))))² / (c² * exp (- (2 * (Rabs ε * X))) * S) - 2 * ε²
  := eq_refl.
Example definition_kappa_low : @kappa_low =
  fun (Run : Type) (l : list Run) (f x : Run -> R) (c X : R) =>
  let w := fun i : Run => (f i)² in
  let S := spread l w x in
  let W := Σ i ∈ l, w i in
  fun ε : R =>
  (W * (1 + c² * exp (- (2 * (Rabs ε * X)))))² / (c² * exp (2 * (Rabs ε * X)) * S) - 3 * ε²
  := eq_refl.
Example definition_variance : @variance =
  fun (Run : Type) (l : list Run) (f x : Run -> R) =>
  let w := fun i : Run => (f i)² in spread l w x / (Σ i ∈ l, w i)²
  := eq_refl.

(** Remainders.v *)
Example definition_log_remainder : @Remainders.log_remainder =
  fun ρ t : R => let y := - ρ * (1 - exp (- t)) in y + y ^ 2 / 2 - (1 + y) * ln (1 + y)
  := eq_refl.
Example definition_quadratic_remainder : @Remainders.quadratic_remainder =
  fun t : R => (1 - exp (- t)) ^ 2 - 2 * (1 - (1 + t) * exp (- t))
  := eq_refl.

(** Triple.v *)
Example definition_det3 : @det3 =
  fun ff fg fh gg gh hh : R =>
  ff * (gg * hh - gh * gh) - fg * (fg * hh - gh * fh) + fh * (fg * gh - gg * fh)
  := eq_refl.
Example definition_rows3 : @rows3 =
  fun f1 g1 h1 f2 g2 h2 f3 g3 h3 : R =>
  (f1 * g2 - f2 * g1) * h3 - (f1 * h2 - f2 * h1) * g3 + (g1 * h2 - g2 * h1) * f3
  := eq_refl.
Example definition_second_at_most : @second_at_most =
  fun (Run : Type) (l : list Run) (cols : list (Run -> R)) (lambda : R) =>
  exists u v : list R,
    length u = 3%nat /\
    length v = 3%nat /\
    (forall s t : R,
     s <> 0 \/ t <> 0 -> 0 < norm2 (map (fun '(a, b) => s * a + t * b) (combine u v))) /\
    (forall s t : R,
     form l cols (map (fun '(a, b) => s * a + t * b) (combine u v)) <=
     lambda * norm2 (map (fun '(a, b) => s * a + t * b) (combine u v)))
  := eq_refl.
Example definition_tilt : @tilt =
  fun a b X : R => (3 * Rabs a + Rabs (b - 2 * a)) * X
  := eq_refl.
Example definition_vandermonde : @vandermonde =
  fun x y z : R => (y - x) * (z - x) * (z - y)
  := eq_refl.

(** Statements. *)
Definition pin_EIG_eigenvalues :
  forall p q s l : R,
    (exists x y : R, (x <> 0 \/ y <> 0) /\ p * x + q * y = l * x /\ q * x + s * y = l * y) <->
    l = lam_plus p q s \/ l = lam_minus p q s
  := @EIG_eigenvalues.

Definition pin_EIG_kappa :
  forall p q s : R,
    0 < tr p s -> 0 < det p q s -> kappa p q s + 2 + / kappa p q s = (tr p s)² / det p q s
  := @EIG_kappa.

Definition pin_EIG_kappa_best :
  forall p q s : R,
    0 < tr p s ->
    0 < det p q s ->
    forall K : R,
    (forall x y x' y' : R, quad p q s x y * (x'² + y'²) <= K * (quad p q s x' y' * (x² + y²))) <->
    kappa p q s <= K
  := @EIG_kappa_best.

Definition pin_EIG_lam_minus_det_tr :
  forall p q s : R,
    0 < tr p s ->
    0 < det p q s -> lam_minus p q s = det p q s / tr p s + (lam_minus p q s)² / tr p s
  := @EIG_lam_minus_det_tr.

Definition pin_EIG_KV :
  forall t : list R, t <> [] -> count t * (Σ a ∈ t, a²) - (Σ a ∈ t, a)² = (count t)² * V t
  := @EIG_KV.

Definition pin_P1_det :
  forall (A : Type) (l : list A) (f g : A -> R),
    dot l f f <> 0 -> pair_det l f g = dot l f f * dot l (perp l f g) (perp l f g)
  := @P1_det.

Definition pin_P1_theta :
  forall (A : Type) (l : list A) (f : A -> R) (δ : R -> A -> R) (c m M ε0 : R),
    0 < dot l f f ->
    0 < m ->
    0 < ε0 ->
    (forall ε : R,
     0 < Rabs ε <= ε0 ->
     m² * ε² <= dot l (perp l f (δ ε)) (perp l f (δ ε)) /\ dot l (δ ε) (δ ε) <= M² * ε²) ->
    let S := dot l f f + 2 * c² * dot l f f + 2 * M² * ε0² in
    forall ε : R,
    0 < Rabs ε <= ε0 ->
    let g := fun i : A => c * f i + δ ε i in
    dot l f f <= pair_lam_plus l f g <= S /\
    dot l f f * m² / S * ε² <= pair_lam_minus l f g <= M² * ε² /\
    dot l f f / M² * / ε² <= pair_kappa l f g <= S² / (dot l f f * m²) * / ε²
  := @P1_theta.

Definition pin_P1_as_printed_false :
  forall (A : Type) (l : list A) (f : A -> R) (c : R),
    0 < dot l f f ->
    forall ε : R,
    let δ := fun i : A => ε * f i in
    let g := fun i : A => c * f i + δ i in
    dot l δ δ = ε² * dot l f f /\ pair_det l f g = 0 /\ pair_lam_minus l f g = 0
  := @P1_as_printed_false.

Definition pin_X1_block :
  forall (Run : Type) (l : list Run) (f g : Run -> R),
    (forall i : Run, In i l -> f i <> 0) ->
    0 < pair_det l f g ->
    pair_kappa l f g + 2 + / pair_kappa l f g =
    (Σ i ∈ l, (f i)² * (1 + (g i / f i)²))² /
    spread l (fun i : Run => (f i)²) (fun i : Run => g i / f i)
  := @X1_block.

Definition pin_X1_degenerate_iff :
  forall (Run : Type) (l : list Run) (f g : Run -> R),
    (forall i : Run, In i l -> f i <> 0) ->
    pair_det l f g = 0 <-> (forall i j : Run, In i l -> In j l -> g i / f i = g j / f j)
  := @X1_degenerate_iff.

Definition pin_X1_spread_pos :
  forall (Run : Type) (l : list Run) (w N : Run -> R) (c N_min N_max : R),
    (forall i : Run, In i l -> 0 < w i) ->
    0 < N_min ->
    (forall i : Run, In i l -> N_min <= N i <= N_max) ->
    forall ε : R,
    0 <= ε ->
    c² * Rpower N_min (2 * ε) * (ε² * spread l w (fun i : Run => ln (N i))) <=
    spread l w (fun i : Run => c * Rpower (N i) ε) <=
    c² * Rpower N_max (2 * ε) * (ε² * spread l w (fun i : Run => ln (N i)))
  := @X1_spread_pos.

Definition pin_X1_spread_neg :
  forall (Run : Type) (l : list Run) (w N : Run -> R) (c N_min N_max : R),
    (forall i : Run, In i l -> 0 < w i) ->
    0 < N_min ->
    (forall i : Run, In i l -> N_min <= N i <= N_max) ->
    forall ε : R,
    ε <= 0 ->
    c² * Rpower N_max (2 * ε) * (ε² * spread l w (fun i : Run => ln (N i))) <=
    spread l w (fun i : Run => c * Rpower (N i) ε) <=
    c² * Rpower N_min (2 * ε) * (ε² * spread l w (fun i : Run => ln (N i)))
  := @X1_spread_neg.

Definition pin_X1_kappa_two_sided :
  forall (Run : Type) (l : list Run) (f x : Run -> R) (c X : R),
    (forall i : Run, In i l -> f i <> 0) ->
    (forall i : Run, In i l -> Rabs (x i) <= X) ->
    c <> 0 ->
    0 < spread l (fun i : Run => (f i)²) x ->
    forall ε : R,
    ε <> 0 ->
    kappa_low l f x c X ε <= ε² * pair_kappa l f (fun i : Run => c * exp (ε * x i) * f i) <=
    kappa_high l f x c X ε
  := @X1_kappa_two_sided.

Definition pin_X1_limit :
  forall (Run : Type) (l : list Run) (f x : Run -> R) (c : R -> R),
    (forall i : Run, In i l -> f i <> 0) ->
    (forall ε : R, c ε <> 0) ->
    continuity c ->
    0 < spread l (fun i : Run => (f i)²) x ->
    is_lim (fun ε : R => ε² * pair_kappa l f (fun i : Run => c ε * exp (ε * x i) * f i)) 0
      ((1 + (c 0)²)² / ((c 0)² * variance l f x))
  := @X1_limit.

Definition pin_X1_chinchilla_limit :
  forall (Run : Type) (l : list Run) (N : Run -> R) (α k : R),
    0 < k ->
    (forall i : Run, In i l -> 0 < N i) ->
    forall i j : Run,
    In i l ->
    In j l ->
    N i <> N j ->
    let jA := fun i0 : Run => chinchilla_j_A α (N i0) in
    let jB := fun (ε : R) (i0 : Run) => chinchilla_j_B (α - ε) (k * N i0) in
    let w := fun i0 : Run => (jA i0)² in
    let variance := spread l w (fun i0 : Run => ln (N i0)) / (Σ i0 ∈ l, w i0)² in
    let c := Rpower k (- α) in
    is_lim (fun ε : R => ε² * pair_kappa l jA (jB ε)) 0 ((1 + c²)² / (c² * variance))
  := @X1_chinchilla_limit.

Definition pin_C1_pair :
  forall (Run : Type) (l : list Run) (f g : Run -> R),
    (forall i : Run, In i l -> f i <> 0) ->
    l <> [] ->
    pair_det l f g <> 0 ->
    let w := fun i : Run => (f i)² in
    let r := fun i : Run => g i / f i in
    variance_A l f g / variance_psi l f =
    (Σ i ∈ l, w i) * (Σ i ∈ l, w i * (r i)²) / spread l w r
  := @C1_pair.

Definition pin_C1_limit :
  forall (Run : Type) (l : list Run) (w x : Run -> R) (X : R),
    (forall i : Run, In i l -> 0 < w i) ->
    (forall i : Run, In i l -> Rabs (x i) <= X) ->
    0 < spread l w x -> is_lim (fun ε : R => ε² * ratio2 l w x ε) 0 (/ variance_x l w x)
  := @C1_limit.

Definition pin_C1_replicate :
  forall (Run : Type) (n : nat) (l : list Run) (w x : Run -> R) (ε : R),
    (0 < n)%nat ->
    spread l w (fun i : Run => exp (ε * x i)) <> 0 ->
    ratio2 (repeated_design n l) w x ε = ratio2 l w x ε
  := @C1_replicate.

Definition pin_C1_with_offset :
  forall (Run : Type) (l : list Run) (f g : Run -> R),
    spread l (fun _ : Run => 1) f <> 0 ->
    spread l (fun _ : Run => 1) g <> 0 ->
    count l <> 0 ->
    spread l (fun _ : Run => 1) f * spread l (fun _ : Run => 1) g - (co_spread l f g)² <> 0 ->
    count l * spread l (fun _ : Run => 1) g /
    (spread l (fun _ : Run => 1) f * spread l (fun _ : Run => 1) g - (co_spread l f g)²) /
    (count l / spread l (fun _ : Run => 1) f) = / (1 - correlation2 l f g)
  := @C1_with_offset.

Definition pin_P2_sufficient :
  forall t : list R,
    t <> [] -> forall κ_t : R, 1 <= κ_t -> tau κ_t t <= V t -> block_kappa t <= κ_t
  := @P2_sufficient.

Definition pin_P2_not_necessary :
  let t := [1; / 2] in block_kappa t <= 41 /\ V t < tau 41 t
  := @P2_not_necessary.

Definition pin_P2_2_one_ray :
  forall t : list R,
    t <> [] ->
    forall c κ_t : R, (forall s : R, In s t -> s = c) -> 0 < κ_t -> V t = 0 /\ V t < tau κ_t t
  := @P2_2_one_ray.

Definition pin_P2_2_popoviciu :
  forall t : list R,
    t <> [] -> forall a b : R, (forall s : R, In s t -> a <= s <= b) -> V t <= ((b - a) / 2)²
  := @P2_2_popoviciu.

Definition pin_P2_2_middle_ray :
  forall t : list R,
    t <> [] ->
    forall a b c : R,
    (forall s : R, In s t -> a <= s <= b) -> In c t -> a < c < b -> V t < ((b - a) / 2)²
  := @P2_2_middle_ray.

Definition pin_P2_2_duplicate_max_iff :
  forall β k_min k_max : R,
    0 < β ->
    0 < k_min ->
    k_min < k_max ->
    let t3 := entries β [k_min; k_max; k_max] in
    V (entries β [k_min; k_max]) / (mean (entries β [k_min; k_max]))² < V t3 / (mean t3)² <->
    2 * (Rpower (k_max / k_min) (- β))² < 1
  := @P2_2_duplicate_max_iff.

Definition pin_P2_2_third_ray_can_help :
  block_kappa_eq (entries 0.28 [20; 1900; 2000]) < block_kappa_eq (entries 0.28 [20; 2000])
  := @P2_2_third_ray_can_help.

Definition pin_P2_units_opposite :
  tau 1000 (entries 0.28 [20; 100]) <= V (entries 0.28 [20; 100]) /\
    V (entries 0.28 [20000; 100000]) < tau 1000 (entries 0.28 [20000; 100000])
  := @P2_units_opposite.

Definition pin_X2_product_kappa :
  forall (Run : Type) (sizes : list Run) (rays : list R) (e : Run -> R),
    rays <> [] ->
    0 < Σ i ∈ sizes, (e i)² ->
    pair_kappa (list_prod sizes rays) (fun i : Run * R => e (fst i))
      (fun i : Run * R => snd i * e (fst i)) = block_kappa rays
  := @X2_product_kappa.

Definition pin_X2_exact :
  forall t : list R,
    t <> [] ->
    0 < V t ->
    forall κ_t : R,
    1 <= κ_t -> block_kappa t <= κ_t <-> / (κ_t + 2 + / κ_t) <= V t / (1 + mean2 t)²
  := @X2_exact.

Definition pin_X2_unit_free :
  forall (t : list R) (κ_t : R),
    1 < κ_t ->
    0 < mean t ->
    0 < V t -> block_kappa_eq t <= κ_t <-> 4 * κ_t / (κ_t - 1)² <= V t / (mean t)²
  := @X2_unit_free.

Definition pin_X2_two_rays :
  forall β κ_t k_min k_max : R,
    0 < β ->
    1 < κ_t ->
    0 < k_min ->
    k_min < k_max ->
    3 + 2 * sqrt 2 < κ_t ->
    block_kappa_eq (entries β [k_min; k_max]) <= κ_t <-> R_min β κ_t <= k_max / k_min
  := @X2_two_rays.

Definition pin_X2_two_rays_none :
  forall β κ_t k_min k_max : R,
    0 < β ->
    1 < κ_t ->
    0 < k_min ->
    k_min < k_max ->
    κ_t <= 3 + 2 * sqrt 2 -> ~ block_kappa_eq (entries β [k_min; k_max]) <= κ_t
  := @X2_two_rays_none.

Definition pin_X2_best_shares :
  forall β κ_t k_min k_max : R,
    0 < β ->
    1 < κ_t ->
    0 < k_min ->
    k_min < k_max ->
    share_kappa_eq β k_min k_max
      (Rpower (k_max / k_min) (- β) / (1 + Rpower (k_max / k_min) (- β))) <= κ_t <->
    R_min_best β κ_t <= k_max / k_min
  := @X2_best_shares.

Definition pin_X2_shares_bound :
  forall β k_min k_max : R,
    0 < β ->
    0 < k_min ->
    k_min < k_max ->
    forall p : R,
    0 <= p <= 1 ->
    share_V β k_min k_max p / (share_mean β k_min k_max p)² <=
    (1 - Rpower (k_max / k_min) (- β))² / (4 * Rpower (k_max / k_min) (- β))
  := @X2_shares_bound.

Definition pin_X2_R_min_decreasing_kappa :
  forall β κ κ' : R, 0 < β -> 3 + 2 * sqrt 2 < κ -> κ < κ' -> R_min β κ' < R_min β κ
  := @X2_R_min_decreasing_kappa.

Definition pin_X2_R_min_decreasing_beta :
  forall β β' κ : R, 0 < β -> β < β' -> 3 + 2 * sqrt 2 < κ -> R_min β' κ < R_min β κ
  := @X2_R_min_decreasing_beta.

Definition pin_X2_R_min_028_50 :
  within (R_min 0.28 50) 8.3463 0.00005
  := @X2_R_min_028_50.

Definition pin_D2_chinchilla :
  forall E A B α k N : R,
    0 < k ->
    0 < N ->
    chinchilla E A B α α N (k * N) = chinchilla_reduced E (A + B * Rpower k (- α)) α N
  := @D2_chinchilla.

Definition pin_D2_kaplan :
  forall N_c D_c a k N : R,
    0 < N_c ->
    0 < k ->
    0 < N -> a <> 0 -> kaplan N_c D_c a a N (k * N) = kaplan_reduced (N_c + D_c / k) a N
  := @D2_kaplan.

Definition pin_D2_droppo_elibol :
  forall L_inf N_C D_C a α k N : R,
    0 < N_C ->
    0 < D_C ->
    0 < k ->
    0 < N ->
    droppo_elibol L_inf N_C D_C a a α N (k * N) =
    droppo_elibol_reduced L_inf (Rpower N_C (a / α) + Rpower (D_C / k) (a / α)) (a / α) α N
  := @D2_droppo_elibol.

Definition pin_D2_interaction :
  forall E A B F γ_N γ_D k N : R,
    0 < k ->
    0 < N ->
    let α := γ_N + γ_D in
    interaction E A B F α α γ_N γ_D N (k * N) =
    chinchilla_reduced E (A + B * Rpower k (- α) + F * Rpower k (- γ_D)) α N
  := @D2_interaction.

Definition pin_D2_repeated :
  forall E A B α R_N R_D N D U k' : R,
    let N' := effective_size A B α α R_N N D U in
    0 < k' ->
    0 < N' ->
    effective_data R_D D U = k' * N' ->
    repeated E A B α α R_N R_D N D U = chinchilla_reduced E (A + B * Rpower k' (- α)) α N'
  := @D2_repeated.

Definition pin_D2_det_zero_iff :
  forall (Run : Type) (l : list Run) (N D : Run -> R) (α β : R),
    l <> [] ->
    (forall i : Run, In i l -> 0 < N i) ->
    (forall i : Run, In i l -> 0 < D i) ->
    β <> 0 ->
    pair_det l (fun i : Run => chinchilla_j_A α (N i)) (fun i : Run => chinchilla_j_B β (D i)) =
    0 <-> (exists K : R, 0 < K /\ (forall i : Run, In i l -> D i = K * Rpower (N i) (α / β)))
  := @D2_det_zero_iff.

Definition pin_D2_kernel_pair :
  forall (Run : Type) (N : Run -> R) (A B α k : R) (i : Run),
    0 < k ->
    0 < N i ->
    comb (jacobian A B α α N (fun i0 : Run => k * N i0)) [0; Rpower k (- α); -1; 0; 0] i = 0
  := @D2_kernel_pair.

Definition pin_D2_kernel_exponents :
  forall (Run : Type) (N : Run -> R) (A B α k : R) (i : Run),
    A <> 0 ->
    0 < k ->
    0 < N i ->
    comb (jacobian A B α α N (fun i0 : Run => k * N i0))
      [0; - B * Rpower k (- α) * ln k; 0; B * Rpower k (- α) / A; -1] i = 0
  := @D2_kernel_exponents.

Definition pin_D2_kaplan_kernel_exponents :
  forall (Run : Type) (N : Run -> R) (N_c D_c a k : R) (i : Run),
    0 < N_c ->
    0 < D_c ->
    0 < a ->
    0 < k ->
    0 < N i ->
    comb (kaplan_jacobian N_c D_c a a N (fun i0 : Run => k * N i0))
      [- ((N_c + D_c / k) * ln ((N_c + D_c / k) / N_c) / a); 0; 1 - (N_c + D_c / k) / N_c; 1]
      i = 0
  := @D2_kaplan_kernel_exponents.

Definition pin_X5_kaplan_gap :
  forall N_c D_c α_N α_D k : R,
    0 < N_c ->
    0 < D_c ->
    0 < α_D ->
    0 < k ->
    forall N : R,
    0 < N ->
    kaplan_j_N_c N_c D_c α_N α_D N (k * N) / kaplan_j_D_c N_c D_c α_N α_D N (k * N) =
    α_N / α_D * k * Rpower N_c (α_N / α_D - 1) * Rpower N (- (α_N / α_D - 1))
  := @X5_kaplan_gap.

Definition pin_X5_kaplan_det_zero_iff :
  forall N_c D_c α_N α_D k : R,
    0 < N_c ->
    0 < D_c ->
    0 < α_N ->
    0 < α_D ->
    0 < k ->
    forall (Run : Type) (l : list Run) (N : Run -> R) (i j : Run),
    (forall i0 : Run, In i0 l -> 0 < N i0) ->
    In i l ->
    In j l ->
    N i <> N j ->
    pair_det l (fun i0 : Run => kaplan_j_D_c N_c D_c α_N α_D (N i0) (k * N i0))
      (fun i0 : Run => kaplan_j_N_c N_c D_c α_N α_D (N i0) (k * N i0)) = 0 <->
    α_N / α_D = 1
  := @X5_kaplan_det_zero_iff.

Definition pin_P3 :
  forall (Run : Type) (l : list Run) (N D observed : Run -> R) (loss : R -> R -> R),
    (forall i : Run, In i l -> N i <> 0) ->
    let C := fun i : Run => 6 * N i * D i in
    let loss_NC := fun n c : R => loss n (c / (6 * n)) in
    rmse l (fun i : Run => loss_NC (N i) (C i)) observed =
    rmse l (fun i : Run => loss (N i) (D i)) observed
  := @P3.

Definition pin_OBJ_kappa_upper :
  forall (Run : Type) (l : list Run) (cols : list (Run -> R)) (w : Run -> R)
      (w_min w_max : R),
    0 < w_min ->
    (forall i : Run, In i l -> w_min <= w i <= w_max) ->
    forall K : R,
    0 <= K ->
    w_min <= w_max ->
    condition_bound l cols K -> weighted_condition_bound l cols w (K * (w_max / w_min))
  := @OBJ_kappa_upper.

Definition pin_OBJ_kappa_lower :
  forall (Run : Type) (l : list Run) (cols : list (Run -> R)) (w : Run -> R)
      (w_min w_max : R),
    0 < w_min ->
    (forall i : Run, In i l -> w_min <= w i <= w_max) ->
    forall K : R,
    0 <= K ->
    w_min <= w_max ->
    weighted_condition_bound l cols w K -> condition_bound l cols (K * (w_max / w_min))
  := @OBJ_kappa_lower.

Definition pin_OBJ_log_loss :
  forall L x : R,
    0 < L ->
    0 < x ->
    is_derive (fun x0 : R => / 2 * (ln x0 - ln L)²) x ((ln x - ln L) / x) /\
    is_derive (fun x0 : R => (ln x0 - ln L) / x0) x ((1 + ln (L / x)) / x²) /\
    (0 < (1 + ln (L / x)) / x² <-> x < exp 1 * L)
  := @OBJ_log_loss.

Definition pin_B16_gram_det :
  forall (Run : Type) (l : list Run) (f g h : Run -> R),
    gram3 l f g h =
    / 6 *
    (Σ i ∈ l, Σ j ∈ l, Σ k ∈ l, (rows3 (f i) (g i) (h i) (f j) (g j) (h j) (f k) (g k) (h k))²)
  := @B16_gram_det.

Definition pin_B16_det_two_sided :
  forall (Run : Type) (l : list Run) (f x : Run -> R) (c1 c2 X : R),
    (forall i : Run, In i l -> Rabs (x i) <= X) ->
    forall a b : R,
    a <> 0 ->
    b <> 0 ->
    a <> b ->
    let jB := fun i : Run => c1 * exp (a * x i) * f i in
    let jF := fun i : Run => c2 * exp (b * x i) * f i in
    let main :=
      c1² * c2² * (a * b * (b - a) / 2)² *
      gram3 l f (fun i : Run => x i * f i) (fun i : Run => (x i)² * f i) in
    main * exp (- (2 * tilt a b X)) <= gram3 l f jB jF <= main * exp (2 * tilt a b X)
  := @B16_det_two_sided.

Definition pin_B16_second_clause_false :
  forall (Run : Type) (l : list Run) (f x : Run -> R) (c1 c2 b : R),
    0 < b ->
    0 < pair_lam_minus l f (fun i : Run => c2 * exp (b * x i) * f i) ->
    ~
    (exists C : R,
       forall a : R,
       0 < a ->
       a < b ->
       let gap := Rmin a (b - a) in
       second_at_most l
         [f; fun i : Run => c1 * exp (a * x i) * f i; fun i : Run => c2 * exp (b * x i) * f i]
         (C * gap²))
  := @B16_second_clause_false.

Definition pin_X9_chinchilla_twin :
  forall k N : R,
    0 < k ->
    0 < N ->
    forall E A B α β : R,
    chinchilla E (B * Rpower k (- β)) (A * Rpower k α) β α N (k * N) =
    chinchilla E A B α β N (k * N)
  := @X9_chinchilla_twin.

Definition pin_X9_droppo_elibol_twin :
  forall k N : R,
    0 < k ->
    0 < N ->
    forall L_inf N_C D_C α_N α_D α : R,
    0 < N_C ->
    0 < D_C ->
    droppo_elibol L_inf (D_C / k) (k * N_C) α_D α_N α N (k * N) =
    droppo_elibol L_inf N_C D_C α_N α_D α N (k * N)
  := @X9_droppo_elibol_twin.

Definition pin_X9_kaplan_none :
  forall N_c D_c α_N α_D N_c' D_c' α_N' α_D' k : R,
    0 < N_c ->
    0 < D_c ->
    0 < α_N ->
    0 < α_D ->
    α_N / α_D <> 1 ->
    0 < N_c' ->
    0 < D_c' ->
    0 < α_N' ->
    0 < α_D' ->
    α_N' / α_D' <> 1 ->
    0 < k ->
    (forall N : R,
     0 < N -> kaplan N_c D_c α_N α_D N (k * N) = kaplan N_c' D_c' α_N' α_D' N (k * N)) ->
    N_c = N_c' /\ D_c = D_c' /\ α_N = α_N' /\ α_D = α_D'
  := @X9_kaplan_none.

Definition pin_gauss_markov :
  forall (Run : Type) (l : list Run) (cols : list (Run -> R)) (j : nat)
      (c : Run -> R) (v : list R),
    unbiased l cols j c ->
    length v = length cols -> Rabs (coefficient j v) <= norm l c * norm l (comb cols v)
  := @gauss_markov.

Definition pin_condition_2x2 :
  forall (Run : Type) (l : list Run) (f g : Run -> R) (K : R),
    0 < tr (dot l f f) (dot l g g) ->
    0 < pair_det l f g -> condition_bound l [f; g] K <-> pair_kappa l f g <= K
  := @condition_2x2.

Definition pin_X3_kappa_lower :
  forall (Run : Type) (l : list Run) (N : Run -> R) (A B α k X : R),
    A <> 0 ->
    B <> 0 ->
    0 < k ->
    (forall i : Run, In i l -> 0 < N i) ->
    (forall i : Run, In i l -> Rabs (ln (N i)) <= X) ->
    0 <= X ->
    forall (ε K : R) (i : Run),
    ε <> 0 ->
    In i l ->
    N i <> 1 ->
    condition_bound l (jacobian A B α (α - ε) N (fun i0 : Run => k * N i0)) K ->
    144 * count l /
    (exp (2 * (Rabs ε * X)) * (Σ i0 ∈ l, ln (N i0) ^ 6 * (Rpower (N i0) (- α))²)) *
    / ε ^ 6 <= K
  := @X3_kappa_lower.

Definition pin_X3_lambda_min_upper :
  forall (Run : Type) (l : list Run) (N : Run -> R) (A B α k X : R),
    A <> 0 ->
    B <> 0 ->
    0 < k ->
    (forall i : Run, In i l -> 0 < N i) ->
    (forall i : Run, In i l -> Rabs (ln (N i)) <= X) ->
    0 <= X ->
    forall ε m : R,
    rayleigh_lower l (jacobian A B α (α - ε) N (fun i : Run => k * N i)) m ->
    0 <= m ->
    m <=
    ε ^ 6 * (exp (2 * (Rabs ε * X)) * (Σ i ∈ l, ln (N i) ^ 6 * (Rpower (N i) (- α))²) / 144)
  := @X3_lambda_min_upper.

Definition pin_X3_lambda_min_sharp :
  forall (Run : Type) (l : list Run) (N : Run -> R) (A B α k X : R),
    A <> 0 ->
    B <> 0 ->
    0 < k ->
    (forall i : Run, In i l -> 0 < N i) ->
    (forall i : Run, In i l -> Rabs (ln (N i)) <= X) ->
    0 <= X ->
    forall c0 c1 c2 c3 ε m : R,
    rayleigh_lower l (jacobian A B α (α - ε) N (fun i : Run => k * N i)) m ->
    0 <= m ->
    m * ((vA c1 c3 ε)² + (vB α k c3 ε)²) <= ε ^ 6 * (image_bound l N α X c0 c1 c2 c3 ε)²
  := @X3_lambda_min_sharp.

Definition pin_X3_lambda_min_limit :
  forall (Run : Type) (l : list Run) (N : Run -> R) (α k X c0 c1 c2 c3 : R),
    is_lim
      (fun ε : R => (image_bound l N α X c0 c1 c2 c3 ε)² / ((vA c1 c3 ε)² + (vB α k c3 ε)²)) 0
      ((Rpower k (- α))² * (norm l (residual N α c0 c1 c2 c3))² /
       (144 * (1 + (Rpower k (- α))²)))
  := @X3_lambda_min_limit.

Definition pin_X3_sd_A :
  forall (Run : Type) (l : list Run) (N : Run -> R) (A B α k X : R),
    A <> 0 ->
    B <> 0 ->
    0 < k ->
    (forall i : Run, In i l -> 0 < N i) ->
    (forall i : Run, In i l -> Rabs (ln (N i)) <= X) ->
    0 <= X ->
    forall (c0 c1 c2 c3 ε σ : R) (c : Run -> R),
    0 <= σ ->
    unbiased l (jacobian A B α (α - ε) N (fun i : Run => k * N i)) 1 c ->
    σ * Rabs (vA c1 c3 ε) <=
    standard_deviation l σ c * (Rabs ε ^ 3 * image_bound l N α X c0 c1 c2 c3 ε)
  := @X3_sd_A.

Definition pin_X3_sd_A_limit :
  forall (Run : Type) (l : list Run) (N : Run -> R) (α X c0 c1 c2 c3 : R),
    0 < norm l (residual N α c0 c1 c2 c3) ->
    is_lim (fun ε : R => Rabs (vA c1 c3 ε) / image_bound l N α X c0 c1 c2 c3 ε) 0
      (12 / norm l (residual N α c0 c1 c2 c3))
  := @X3_sd_A_limit.

Definition pin_X3_sd_B :
  forall (Run : Type) (l : list Run) (N : Run -> R) (A B α k X : R),
    A <> 0 ->
    B <> 0 ->
    0 < k ->
    (forall i : Run, In i l -> 0 < N i) ->
    (forall i : Run, In i l -> Rabs (ln (N i)) <= X) ->
    0 <= X ->
    forall (c0 c1 c2 c3 ε σ : R) (c : Run -> R),
    0 <= σ ->
    unbiased l (jacobian A B α (α - ε) N (fun i : Run => k * N i)) 2 c ->
    σ * Rabs (vB α k c3 ε) <=
    standard_deviation l σ c * (Rabs ε ^ 3 * image_bound l N α X c0 c1 c2 c3 ε)
  := @X3_sd_B.

Definition pin_X3_sd_B_limit :
  forall (Run : Type) (l : list Run) (N : Run -> R) (α k X c0 c1 c2 c3 : R),
    0 < norm l (residual N α c0 c1 c2 c3) ->
    is_lim (fun ε : R => Rabs (vB α k c3 ε) / image_bound l N α X c0 c1 c2 c3 ε) 0
      (12 * Rpower k α / norm l (residual N α c0 c1 c2 c3))
  := @X3_sd_B_limit.

Definition pin_X1_design_kappa :
  within (pair_kappa design20 design20_A design20_B) 884.48751 0.000005
  := @X1_design_kappa.

Definition pin_X2_no_share_passes :
  forall β κ_t k_min k_max : R,
    0 < β ->
    1 < κ_t ->
    0 < k_min ->
    k_min < k_max ->
    forall p : R,
    0 < p < 1 -> k_max / k_min < R_min_best β κ_t -> ~ share_kappa_eq β k_min k_max p <= κ_t
  := @X2_no_share_passes.

Definition pin_D2_repeated_single_epoch :
  forall E A B α β R_N R_D N D U : R,
    N <> 0 ->
    D <> 0 ->
    D <= U ->
    N <= optimal_size A B α β D -> repeated E A B α β R_N R_D N D U = chinchilla E A B α β N D
  := @D2_repeated_single_epoch.

Definition pin_D2_kaplan_kernel_pair :
  forall (Run : Type) (N : Run -> R) (N_c D_c a k : R) (i : Run),
    0 < N_c ->
    0 < a ->
    0 < k ->
    0 < N i ->
    comb (kaplan_jacobian N_c D_c a a N (fun i0 : Run => k * N i0)) [1; - k; 0; 0] i = 0
  := @D2_kaplan_kernel_pair.

Definition pin_OBJ_pseudo_huber :
  forall (δ : R) (r : R),
    0 < δ ->
    let s := fun r0 : R => sqrt (1 + (r0 / δ)²) in
    is_derive (fun r0 : R => δ² * (s r0 - 1)) r (r / s r) /\
    is_derive (fun r0 : R => r0 / s r0) r (/ s r ^ 3) /\ 0 < / s r ^ 3
  := @OBJ_pseudo_huber.

Definition pin_OBJ_log_cosh :
  forall r : R,
    is_derive (fun r0 : R => ln (cosh r0)) r (sinh r / cosh r) /\
    is_derive (fun r0 : R => sinh r0 / cosh r0) r (/ (cosh r)²) /\ 0 < / (cosh r)²
  := @OBJ_log_cosh.

Definition pin_OBJ_student :
  forall (ν : R) (r : R),
    0 < ν ->
    is_derive (fun r0 : R => (ν + 1) / 2 * ln (1 + r0 * r0 / ν)) r
      ((ν + 1) * r / (ν + r * r)) /\
    is_derive (fun r0 : R => (ν + 1) * r0 / (ν + r0 * r0)) r
      ((ν + 1) * (ν - r * r) / (ν + r * r)²) /\
    (0 < (ν + 1) * (ν - r * r) / (ν + r * r)² <-> r * r < ν)
  := @OBJ_student.

Definition pin_B16_exponential_determinant :
  forall a b X : R,
    a <> 0 ->
    b <> 0 ->
    a <> b ->
    forall x1 x2 x3 : R,
    Rabs x1 <= X ->
    Rabs x2 <= X ->
    Rabs x3 <= X ->
    let d :=
      rows3 1 (exp (a * x1)) (exp (b * x1)) 1 (exp (a * x2)) (exp (b * x2)) 1
        (exp (a * x3)) (exp (b * x3)) in
    let main := (a * b * (b - a) / 2)² * (vandermonde x1 x2 x3)² in
    main * exp (- (2 * tilt a b X)) <= d² <= main * exp (2 * tilt a b X)
  := @B16_exponential_determinant.

Definition pin_B16_vandermonde :
  forall (Run : Type) (l : list Run) (f x : Run -> R),
    gram3 l f (fun i : Run => x i * f i) (fun i : Run => (x i)² * f i) =
    / 6 *
    (Σ i ∈ l, Σ j ∈ l, Σ k ∈ l, (f i)² * (f j)² * (f k)² * (vandermonde (x i) (x j) (x k))²)
  := @B16_vandermonde.

Definition pin_X9_interaction_continuum :
  forall k N : R,
    0 < k ->
    0 < N ->
    forall E A B F α β γ_N γ_D γ_D' : R,
    interaction E A B (F * Rpower k (γ_D' - γ_D)) α β (γ_N + γ_D - γ_D') γ_D' N (k * N) =
    interaction E A B F α β γ_N γ_D N (k * N)
  := @X9_interaction_continuum.

Definition pin_X9_interaction_swap_AB :
  forall k N : R,
    0 < k ->
    0 < N ->
    forall E A B F α β γ_N γ_D : R,
    interaction E (B * Rpower k (- β)) (A * Rpower k α) F β α γ_N γ_D N (k * N) =
    interaction E A B F α β γ_N γ_D N (k * N)
  := @X9_interaction_swap_AB.

Definition pin_X9_interaction_swap_BF :
  forall k N : R,
    0 < k ->
    0 < N ->
    forall E A B F α β γ_N γ_D : R,
    interaction E A (F * Rpower k γ_N) (B * Rpower k (γ_D - β)) α
      (γ_N + γ_D) (β - γ_D) γ_D N (k * N) = interaction E A B F α β γ_N γ_D N (k * N)
  := @X9_interaction_swap_BF.

Definition pin_X3_image :
  forall (Run : Type) (l : list Run) (N : Run -> R) (A B α k X : R),
    A <> 0 ->
    B <> 0 ->
    0 < k ->
    (forall i : Run, In i l -> 0 < N i) ->
    (forall i : Run, In i l -> Rabs (ln (N i)) <= X) ->
    0 <= X ->
    forall c0 c1 c2 c3 ε : R,
    norm l
      (comb (jacobian A B α (α - ε) N (fun i : Run => k * N i))
         (test_vector A B α k c0 c1 c2 c3 ε)) <=
    Rabs ε ^ 3 * image_bound l N α X c0 c1 c2 c3 ε
  := @X3_image.

Definition pin_X1_trace :
  forall (Run : Type) (l : list Run) (f g : Run -> R),
    (forall i : Run, In i l -> f i <> 0) ->
    tr (dot l f f) (dot l g g) = Σ i ∈ l, (f i)² * (1 + (g i / f i)²)
  := @X1_trace.

Definition pin_X1_det :
  forall (Run : Type) (l : list Run) (f g : Run -> R),
    (forall i : Run, In i l -> f i <> 0) ->
    pair_det l f g = spread l (fun i : Run => (f i)²) (fun i : Run => g i / f i)
  := @X1_det.

Definition pin_P2_units_kappa :
  within (block_kappa (entries 0.28 [20; 100])) 206.22 0.005 /\
    within (block_kappa (entries 0.28 [0.02; 0.1])) 178.4446 0.00005 /\
    within (block_kappa (entries 0.28 [20000; 100000])) 7827.4 0.05
  := @P2_units_kappa.

Definition pin_P2_units_kappa_eq :
  within (block_kappa_eq (entries 0.28 [20; 100])) 83.4553 0.00005 /\
    within (block_kappa_eq (entries 0.28 [0.02; 0.1])) 83.4553 0.00005 /\
    within (block_kappa_eq (entries 0.28 [20000; 100000])) 83.4553 0.00005
  := @P2_units_kappa_eq.

Definition pin_X9_twin_hoffmann :
  within (410.7 * Rpower 20 (-0.28)) 177.5155098 0.00000005 /\
    within (406.4 * Rpower 20 0.34) 1125.392192 0.0000005
  := @X9_twin_hoffmann.

Definition pin_chinchilla_d_E :
  forall E A B α β N D : R,
    is_derive (fun E0 : R => chinchilla E0 A B α β N D) E chinchilla_j_E
  := @chinchilla_d_E.

Definition pin_chinchilla_d_A :
  forall E A B α β N D : R,
    is_derive (fun A0 : R => chinchilla E A0 B α β N D) A (chinchilla_j_A α N)
  := @chinchilla_d_A.

Definition pin_chinchilla_d_B :
  forall E A B α β N D : R,
    is_derive (fun B0 : R => chinchilla E A B0 α β N D) B (chinchilla_j_B β D)
  := @chinchilla_d_B.

Definition pin_chinchilla_d_alpha :
  forall E A B α β N D : R,
    is_derive (fun α0 : R => chinchilla E A B α0 β N D) α (chinchilla_j_alpha A α N)
  := @chinchilla_d_alpha.

Definition pin_chinchilla_d_beta :
  forall E A B α β N D : R,
    is_derive (fun β0 : R => chinchilla E A B α β0 N D) β (chinchilla_j_beta B β D)
  := @chinchilla_d_beta.

Definition pin_kaplan_d_N_c :
  forall N_c D_c α_N α_D N D : R,
    0 < N_c ->
    0 < D_c ->
    0 < α_D ->
    0 < N ->
    0 < D ->
    is_derive (fun N_c0 : R => kaplan N_c0 D_c α_N α_D N D) N_c
      (kaplan_j_N_c N_c D_c α_N α_D N D)
  := @kaplan_d_N_c.

Definition pin_kaplan_d_D_c :
  forall N_c D_c α_N α_D N D : R,
    0 < D_c ->
    0 < D ->
    is_derive (fun D_c0 : R => kaplan N_c D_c0 α_N α_D N D) D_c
      (kaplan_j_D_c N_c D_c α_N α_D N D)
  := @kaplan_d_D_c.

Definition pin_kaplan_d_alpha_N :
  forall N_c D_c α_N α_D N D : R,
    0 < D_c ->
    0 < α_D ->
    0 < D ->
    is_derive (fun α_N0 : R => kaplan N_c D_c α_N0 α_D N D) α_N
      (kaplan_j_alpha_N N_c D_c α_N α_D N D)
  := @kaplan_d_alpha_N.

Definition pin_kaplan_d_alpha_D :
  forall N_c D_c α_N α_D N D : R,
    0 < D_c ->
    0 < α_D ->
    0 < D ->
    is_derive (fun α_D0 : R => kaplan N_c D_c α_N α_D0 N D) α_D
      (kaplan_j_alpha_D N_c D_c α_N α_D N D)
  := @kaplan_d_alpha_D.

Definition pin_C1_ray_two_sided :
  forall (Run : Type) (l : list Run) (w x : Run -> R) (X : R),
    (forall i : Run, In i l -> 0 < w i) ->
    (forall i : Run, In i l -> Rabs (x i) <= X) ->
    0 < spread l w x ->
    forall ε : R,
    ε <> 0 ->
    exp (- (4 * (Rabs ε * X))) * / variance_x l w x <= ε² * ratio2 l w x ε <=
    exp (4 * (Rabs ε * X)) * / variance_x l w x
  := @C1_ray_two_sided.

Definition pin_inverse_AA_2 :
  forall p q s x y : R,
    det p q s <> 0 -> p * x + q * y = 1 /\ q * x + s * y = 0 -> x = s / det p q s
  := @inverse_AA_2.

Definition pin_inverse_AA_3 :
  forall (Run : Type) (l : list Run) (f g : Run -> R) (z x y : R),
    spread l (fun _ : Run => 1) f * spread l (fun _ : Run => 1) g - (co_spread l f g)² <> 0 ->
    count l <> 0 ->
    count l * z + (Σ i ∈ l, f i) * x + (Σ i ∈ l, g i) * y = 0 ->
    (Σ i ∈ l, f i) * z + dot l f f * x + dot l f g * y = 1 ->
    (Σ i ∈ l, g i) * z + dot l f g * x + dot l g g * y = 0 ->
    x =
    count l * spread l (fun _ : Run => 1) g /
    (spread l (fun _ : Run => 1) f * spread l (fun _ : Run => 1) g - (co_spread l f g)²)
  := @inverse_AA_3.

Definition pin_inverse_psi_2 :
  forall (Run : Type) (l : list Run) (f : Run -> R) (z x : R),
    spread l (fun _ : Run => 1) f <> 0 ->
    count l * z + (Σ i ∈ l, f i) * x = 0 ->
    (Σ i ∈ l, f i) * z + dot l f f * x = 1 -> x = count l / spread l (fun _ : Run => 1) f
  := @inverse_psi_2.

Definition pin_X5_sizes :
  0.076 / 0.095 - 1 = -0.2 /\ 0.076 - 0.095 = -0.019
  := @X5_sizes.

Definition pin_X3_sd_A_asymptotic :
  forall (Run : Type) (l : list Run) (N : Run -> R) (A B α k X : R),
    A <> 0 ->
    B <> 0 ->
    0 < k ->
    (forall i : Run, In i l -> 0 < N i) ->
    (forall i : Run, In i l -> Rabs (ln (N i)) <= X) ->
    0 <= X ->
    forall c0 c1 c2 c3 : R,
    0 < norm l (residual N α c0 c1 c2 c3) ->
    forall η : R,
    η < 12 / norm l (residual N α c0 c1 c2 c3) ->
    exists ε0 : R,
      0 < ε0 /\
      (forall (ε σ : R) (c : Run -> R),
       0 < Rabs ε < ε0 ->
       0 <= σ ->
       unbiased l (jacobian A B α (α - ε) N (fun i : Run => k * N i)) 1 c ->
       σ * η / Rabs ε ^ 3 <= standard_deviation l σ c)
  := @X3_sd_A_asymptotic.

Definition pin_X3_sd_B_asymptotic :
  forall (Run : Type) (l : list Run) (N : Run -> R) (A B α k X : R),
    A <> 0 ->
    B <> 0 ->
    0 < k ->
    (forall i : Run, In i l -> 0 < N i) ->
    (forall i : Run, In i l -> Rabs (ln (N i)) <= X) ->
    0 <= X ->
    forall c0 c1 c2 c3 : R,
    0 < norm l (residual N α c0 c1 c2 c3) ->
    forall η : R,
    η < 12 * Rpower k α / norm l (residual N α c0 c1 c2 c3) ->
    exists ε0 : R,
      0 < ε0 /\
      (forall (ε σ : R) (c : Run -> R),
       0 < Rabs ε < ε0 ->
       0 <= σ ->
       unbiased l (jacobian A B α (α - ε) N (fun i : Run => k * N i)) 2 c ->
       σ * η / Rabs ε ^ 3 <= standard_deviation l σ c)
  := @X3_sd_B_asymptotic.

Definition pin_X3_lambda_min_lower :
  forall (Run : Type) (l : list Run) (N : Run -> R) (A B α k X : R),
    A <> 0 ->
    B <> 0 ->
    0 < k ->
    (forall i : Run, In i l -> 0 < N i) ->
    (forall i : Run, In i l -> Rabs (ln (N i)) <= X) ->
    0 <= X ->
    forall μ ε : R,
    0 < μ ->
    independent l N α μ ->
    ε <> 0 ->
    Rabs ε <= 1 ->
    drift l N α X ε <= μ / 2 ->
    rayleigh_lower l (jacobian A B α (α - ε) N (fun i : Run => k * N i))
      (ε ^ 6 * (μ² / (4 * size_bound A B α k)))
  := @X3_lambda_min_lower.

Definition pin_X3_kappa_upper :
  forall (Run : Type) (l : list Run) (N : Run -> R) (A B α k X : R),
    A <> 0 ->
    B <> 0 ->
    0 < k ->
    (forall i : Run, In i l -> 0 < N i) ->
    (forall i : Run, In i l -> Rabs (ln (N i)) <= X) ->
    0 <= X ->
    forall μ ε : R,
    0 < μ ->
    independent l N α μ ->
    ε <> 0 ->
    Rabs ε <= 1 ->
    drift l N α X ε <= μ / 2 ->
    condition_bound l (jacobian A B α (α - ε) N (fun i : Run => k * N i))
      (trace l (jacobian A B α (α - ε) N (fun i : Run => k * N i)) *
       (4 * size_bound A B α k / μ²) * / ε ^ 6)
  := @X3_kappa_upper.

Example definition_design20_jacobian : design20_jacobian
  = [fun N => 1; fun N => exp (- (0.34) * ln N); fun N => exp (- (0.28) * ln (20 * N));
     fun N => - (406.4) * ln N * exp (- (0.34) * ln N);
     fun N => - (410.7) * ln (20 * N) * exp (- (0.28) * ln (20 * N))] := eq_refl.
Example definition_design20 : design20 = map (fun i => exp ((7 + 2 * i / 19) * ln 10))
  [0; 1; 2; 3; 4; 5; 6; 7; 8; 9; 10; 11; 12; 13; 14; 15; 16; 17; 18; 19] := eq_refl.

Definition pin_X3_design_kappa :
  forall K : R, condition_bound design20 design20_jacobian K -> 36564929 * 10 ^ 12 <= K
  := @X3_design_kappa.

(** X3 for Kaplan and Droppo–Elibol. *)
Example definition_kaplan_jacobian {Run} N_c D_c α_N α_D (N D : Run -> R) :
  kaplan_jacobian N_c D_c α_N α_D N D
  = [fun i => kaplan_j_N_c N_c D_c α_N α_D (N i) (D i);
     fun i => kaplan_j_D_c N_c D_c α_N α_D (N i) (D i);
     fun i => kaplan_j_alpha_N N_c D_c α_N α_D (N i) (D i);
     fun i => kaplan_j_alpha_D N_c D_c α_N α_D (N i) (D i)] := eq_refl.
Example definition_kaplan_residual {Run} (N : Run -> R) N_c D_c a k c0 c1 c2 ε i :
  kaplan_residual N N_c D_c a k c0 c1 c2 ε i
  = weight N N_c D_c a k ε i * (ln (N i) ^ 3 - c2 * ln (N i) ^ 2 - c1 * ln (N i) - c0) := eq_refl.
Example definition_weight {Run} (N : Run -> R) N_c D_c a k ε i :
  weight N N_c D_c a k ε i
  = Rpower (Rpower (N_c / N i) (a * (1 + ε) / a) + D_c / (k * N i)) (a - 1) / N i := eq_refl.
Example definition_droppo_elibol_jacobian {Run} L_inf N_C D_C α_N α_D α (N D : Run -> R) :
  droppo_elibol_jacobian L_inf N_C D_C α_N α_D α N D
  = [fun i => Printed.droppo_elibol_d_L_inf L_inf N_C D_C α_N α_D α (N i) (D i);
     fun i => Printed.droppo_elibol_d_N_C L_inf N_C D_C α_N α_D α (N i) (D i);
     fun i => Printed.droppo_elibol_d_D_C L_inf N_C D_C α_N α_D α (N i) (D i);
     fun i => Printed.droppo_elibol_d_alpha_N L_inf N_C D_C α_N α_D α (N i) (D i);
     fun i => Printed.droppo_elibol_d_alpha_D L_inf N_C D_C α_N α_D α (N i) (D i);
     fun i => Printed.droppo_elibol_d_alpha L_inf N_C D_C α_N α_D α (N i) (D i)] := eq_refl.
Example definition_droppo_residual {Run} (N : Run -> R) L_inf N_C D_C γ α k c0 c1 c2 c3 c4 ε i :
  droppo_residual N L_inf N_C D_C γ α k c0 c1 c2 c3 c4 ε i
  = droppo_weight N L_inf N_C D_C γ α k ε i
    * ((ln (N i) ^ 3 - c3 * ln (N i) ^ 2 - c2 * ln (N i) - c1) * Rpower (N i) (- γ) - c0)
    - c4 * Printed.droppo_elibol_d_alpha L_inf N_C D_C (α * γ) (α * (γ - ε)) α (N i) (k * N i)
  := eq_refl.
Example definition_droppo_weight {Run} (N : Run -> R) L_inf N_C D_C γ α k ε i :
  droppo_weight N L_inf N_C D_C γ α k ε i
  = Rpower (Rpower L_inf (1 / α) + Rpower N_C γ * Rpower (N i) (- γ)
            + Rpower (D_C / k) (γ - ε) * (Rpower (N i) (- γ) * exp (ε * ln (N i)))) (α - 1) := eq_refl.

(** … and the theorems about them, the program's laws, and what certificates rest on. *)
Definition pin_X3_kaplan_weight :
  forall (Run : Type) (l : list Run) (N : Run -> R) (N_c D_c a k : R),
  0 < N_c ->
  0 < D_c ->
  0 < a ->
  0 < k ->
  (forall i : Run, In i l -> 0 < N i) ->
  forall i : Run,
  In i l ->
  weight N N_c D_c a k 0 i = kaplan_reduced (N_c + D_c / k) a (N i) / (N_c + D_c / k)
  := @X3_kaplan_weight.

Definition pin_X3_kaplan_test_vector :
  forall (Run : Type) (l : list Run) (N : Run -> R) (N_c D_c a k : R),
  0 < N_c ->
  0 < D_c ->
  0 < a ->
  0 < k ->
  (forall i : Run, In i l -> 0 < N i) ->
  forall (c0 c1 c2 ε : R) (i : Run),
  1 + ε <> 0 ->
  In i l ->
  comb (kaplan_jacobian N_c D_c (a * (1 + ε)) a N (fun i0 : Run => k * N i0))
    (kaplan_vector N_c D_c a k c0 c1 c2 ε) i =
  - (D_c / k * ε ^ 3 / 6) * kaplan_residual N N_c D_c a k c0 c1 c2 ε i +
  weight N N_c D_c a k ε i * beyond N_c D_c k c1 c2 ε (ε * ln (N i))
  := @X3_kaplan_test_vector.

Definition pin_X3_kaplan_image :
  forall (Run : Type) (l : list Run) (N : Run -> R) (N_c D_c a k X : R),
  0 < N_c ->
  0 < D_c ->
  0 < a ->
  0 < k ->
  (forall i : Run, In i l -> 0 < N i) ->
  (forall i : Run, In i l -> Rabs (ln (N i)) <= X) ->
  0 <= X ->
  forall c0 c1 c2 ε : R,
  1 + ε <> 0 ->
  norm l
    (comb (kaplan_jacobian N_c D_c (a * (1 + ε)) a N (fun i : Run => k * N i))
       (kaplan_vector N_c D_c a k c0 c1 c2 ε)) <=
  Rabs ε ^ 3 * kaplan_image_bound l N N_c D_c a k X c0 c1 c2 ε
  := @X3_kaplan_image.

Definition pin_X3_kaplan_lambda_min :
  forall (Run : Type) (l : list Run) (N : Run -> R) (N_c D_c a k X : R),
  0 < N_c ->
  0 < D_c ->
  0 < a ->
  0 < k ->
  (forall i : Run, In i l -> 0 < N i) ->
  (forall i : Run, In i l -> Rabs (ln (N i)) <= X) ->
  0 <= X ->
  forall c0 c1 c2 ε m : R,
  1 + ε <> 0 ->
  rayleigh_lower l (kaplan_jacobian N_c D_c (a * (1 + ε)) a N (fun i : Run => k * N i)) m ->
  m * norm2 (kaplan_vector N_c D_c a k c0 c1 c2 ε) <=
  ε ^ 6 * (kaplan_image_bound l N N_c D_c a k X c0 c1 c2 ε)²
  := @X3_kaplan_lambda_min.

Definition pin_X3_kaplan_kappa_lower :
  forall (Run : Type) (l : list Run) (N : Run -> R) (N_c D_c a k X : R),
  0 < N_c ->
  0 < D_c ->
  0 < a ->
  0 < k ->
  (forall i : Run, In i l -> 0 < N i) ->
  (forall i : Run, In i l -> Rabs (ln (N i)) <= X) ->
  0 <= X ->
  forall (c0 c1 c2 ε K : R) (u : list R),
  1 + ε <> 0 ->
  ε <> 0 ->
  length u = 4%nat ->
  0 < form l (kaplan_jacobian N_c D_c (a * (1 + ε)) a N (fun i : Run => k * N i)) u ->
  condition_bound l (kaplan_jacobian N_c D_c (a * (1 + ε)) a N (fun i : Run => k * N i)) K ->
  form l (kaplan_jacobian N_c D_c (a * (1 + ε)) a N (fun i : Run => k * N i)) u *
  norm2 (kaplan_vector N_c D_c a k c0 c1 c2 ε) <=
  K * (ε ^ 6 * (kaplan_image_bound l N N_c D_c a k X c0 c1 c2 ε)²) * norm2 u
  := @X3_kaplan_kappa_lower.

Definition pin_X3_kaplan_sd_N_c :
  forall (Run : Type) (l : list Run) (N : Run -> R) (N_c D_c a k X : R),
  0 < N_c ->
  0 < D_c ->
  0 < a ->
  0 < k ->
  (forall i : Run, In i l -> 0 < N i) ->
  (forall i : Run, In i l -> Rabs (ln (N i)) <= X) ->
  0 <= X ->
  forall (c0 c1 c2 ε σ : R) (c : Run -> R),
  1 + ε <> 0 ->
  0 <= σ ->
  unbiased l (kaplan_jacobian N_c D_c (a * (1 + ε)) a N (fun i : Run => k * N i)) 0 c ->
  σ * Rabs (w1 N_c D_c a k c1 c2 ε) <=
  standard_deviation l σ c * (Rabs ε ^ 3 * kaplan_image_bound l N N_c D_c a k X c0 c1 c2 ε)
  := @X3_kaplan_sd_N_c.

Definition pin_X3_kaplan_sd_D_c :
  forall (Run : Type) (l : list Run) (N : Run -> R) (N_c D_c a k X : R),
  0 < N_c ->
  0 < D_c ->
  0 < a ->
  0 < k ->
  (forall i : Run, In i l -> 0 < N i) ->
  (forall i : Run, In i l -> Rabs (ln (N i)) <= X) ->
  0 <= X ->
  forall (c0 c1 c2 ε σ : R) (c : Run -> R),
  1 + ε <> 0 ->
  0 <= σ ->
  unbiased l (kaplan_jacobian N_c D_c (a * (1 + ε)) a N (fun i : Run => k * N i)) 1 c ->
  σ * Rabs (w2 N_c D_c a k c0 c1 c2 ε) <=
  standard_deviation l σ c * (Rabs ε ^ 3 * kaplan_image_bound l N N_c D_c a k X c0 c1 c2 ε)
  := @X3_kaplan_sd_D_c.

Definition pin_X3_kaplan_lambda_min_asymptotic :
  forall (Run : Type) (l : list Run) (N : Run -> R) (N_c D_c a k X : R),
  0 < N_c ->
  0 < D_c ->
  0 < a ->
  0 < k ->
  (forall i : Run, In i l -> 0 < N i) ->
  (forall i : Run, In i l -> Rabs (ln (N i)) <= X) ->
  0 <= X ->
  forall c0 c1 c2 : R,
  0 < norm l (kaplan_residual N N_c D_c a k c0 c1 c2 0) ->
  forall η : R,
  η < 144 * (1 + k²) / (a² * (norm l (kaplan_residual N N_c D_c a k c0 c1 c2 0))²) ->
  exists ε0 : R,
    0 < ε0 /\
    (forall ε m : R,
     0 < Rabs ε < ε0 ->
     0 <= m ->
     rayleigh_lower l (kaplan_jacobian N_c D_c (a * (1 + ε)) a N (fun i : Run => k * N i)) m -> η * m <= ε ^ 6)
  := @X3_kaplan_lambda_min_asymptotic.

Definition pin_X3_kaplan_kappa_asymptotic :
  forall (Run : Type) (l : list Run) (N : Run -> R) (N_c D_c a k X : R),
  0 < N_c ->
  0 < D_c ->
  0 < a ->
  0 < k ->
  (forall i : Run, In i l -> 0 < N i) ->
  (forall i : Run, In i l -> Rabs (ln (N i)) <= X) ->
  0 <= X ->
  forall c0 c1 c2 : R,
  0 < norm l (kaplan_residual N N_c D_c a k c0 c1 c2 0) ->
  forall η : R,
  0 <= η < 144 * (1 + k²) / (a² * (norm l (kaplan_residual N N_c D_c a k c0 c1 c2 0))²) ->
  exists ε0 : R,
    0 < ε0 /\
    (forall (ε : R) (u : list R) (K : R),
     0 < Rabs ε < ε0 ->
     length u = 4%nat ->
     0 < form l (kaplan_jacobian N_c D_c (a * (1 + ε)) a N (fun i : Run => k * N i)) u ->
     condition_bound l (kaplan_jacobian N_c D_c (a * (1 + ε)) a N (fun i : Run => k * N i)) K ->
     η *
     (form l (kaplan_jacobian N_c D_c (a * (1 + ε)) a N (fun i : Run => k * N i)) u / norm2 u) *
     / ε ^ 6 <= K)
  := @X3_kaplan_kappa_asymptotic.

Definition pin_X3_kaplan_sd_N_c_asymptotic :
  forall (Run : Type) (l : list Run) (N : Run -> R) (N_c D_c a k X : R),
  0 < N_c ->
  0 < D_c ->
  0 < a ->
  0 < k ->
  (forall i : Run, In i l -> 0 < N i) ->
  (forall i : Run, In i l -> Rabs (ln (N i)) <= X) ->
  0 <= X ->
  forall c0 c1 c2 : R,
  0 < norm l (kaplan_residual N N_c D_c a k c0 c1 c2 0) ->
  forall η : R,
  η < 12 / (a * norm l (kaplan_residual N N_c D_c a k c0 c1 c2 0)) ->
  exists ε0 : R,
    0 < ε0 /\
    (forall (ε σ : R) (c : Run -> R),
     0 < Rabs ε < ε0 ->
     0 <= σ ->
     unbiased l (kaplan_jacobian N_c D_c (a * (1 + ε)) a N (fun i : Run => k * N i)) 0 c ->
     σ * η / Rabs ε ^ 3 <= standard_deviation l σ c)
  := @X3_kaplan_sd_N_c_asymptotic.

Definition pin_X3_kaplan_sd_D_c_asymptotic :
  forall (Run : Type) (l : list Run) (N : Run -> R) (N_c D_c a k X : R),
  0 < N_c ->
  0 < D_c ->
  0 < a ->
  0 < k ->
  (forall i : Run, In i l -> 0 < N i) ->
  (forall i : Run, In i l -> Rabs (ln (N i)) <= X) ->
  0 <= X ->
  forall c0 c1 c2 : R,
  0 < norm l (kaplan_residual N N_c D_c a k c0 c1 c2 0) ->
  forall η : R,
  η < 12 * k / (a * norm l (kaplan_residual N N_c D_c a k c0 c1 c2 0)) ->
  exists ε0 : R,
    0 < ε0 /\
    (forall (ε σ : R) (c : Run -> R),
     0 < Rabs ε < ε0 ->
     0 <= σ ->
     unbiased l (kaplan_jacobian N_c D_c (a * (1 + ε)) a N (fun i : Run => k * N i)) 1 c ->
     σ * η / Rabs ε ^ 3 <= standard_deviation l σ c)
  := @X3_kaplan_sd_D_c_asymptotic.

Definition pin_X3_droppo_test_vector :
  forall (Run : Type) (l : list Run) (N : Run -> R) (L_inf N_C D_C γ α k : R),
  0 < N_C ->
  0 < D_C ->
  0 < γ ->
  0 < α ->
  0 < k ->
  (forall i : Run, In i l -> 0 < N i) ->
  forall (c0 c1 c2 c3 c4 ε : R) (i : Run),
  γ - ε <> 0 ->
  In i l ->
  comb
    (droppo_elibol_jacobian L_inf N_C D_C (α * γ) (α * (γ - ε)) α N (fun i0 : Run => k * N i0))
    (droppo_vector L_inf N_C D_C γ α k c0 c1 c2 c3 c4 ε) i =
  ε ^ 3 / 6 * droppo_residual N L_inf N_C D_C γ α k c0 c1 c2 c3 c4 ε i +
  droppo_weight N L_inf N_C D_C γ α k ε i * Rpower (N i) (- γ) *
  ((ε * ln (N i) - 2) * exp (ε * ln (N i)) + ε * ln (N i) + 2 - (ε * ln (N i)) ^ 3 / 6 -
   ε * c3 / 3 * (exp (ε * ln (N i)) - 1 - ε * ln (N i) - (ε * ln (N i)) ^ 2 / 2))
  := @X3_droppo_test_vector.

Definition pin_X3_droppo_image :
  forall (Run : Type) (l : list Run) (N : Run -> R) (L_inf N_C D_C γ α k X : R),
  0 < N_C ->
  0 < D_C ->
  0 < γ ->
  0 < α ->
  0 < k ->
  (forall i : Run, In i l -> 0 < N i) ->
  (forall i : Run, In i l -> Rabs (ln (N i)) <= X) ->
  0 <= X ->
  forall c0 c1 c2 c3 c4 ε : R,
  γ - ε <> 0 ->
  norm l
    (comb
       (droppo_elibol_jacobian L_inf N_C D_C (α * γ) (α * (γ - ε)) α N
          (fun i : Run => k * N i)) (droppo_vector L_inf N_C D_C γ α k c0 c1 c2 c3 c4 ε)) <=
  Rabs ε ^ 3 * droppo_image_bound l N L_inf N_C D_C γ α k X c0 c1 c2 c3 c4 ε
  := @X3_droppo_image.

Definition pin_X3_droppo_lambda_min :
  forall (Run : Type) (l : list Run) (N : Run -> R) (L_inf N_C D_C γ α k X : R),
  0 < N_C ->
  0 < D_C ->
  0 < γ ->
  0 < α ->
  0 < k ->
  (forall i : Run, In i l -> 0 < N i) ->
  (forall i : Run, In i l -> Rabs (ln (N i)) <= X) ->
  0 <= X ->
  forall c0 c1 c2 c3 c4 ε m : R,
  γ - ε <> 0 ->
  rayleigh_lower l
    (droppo_elibol_jacobian L_inf N_C D_C (α * γ) (α * (γ - ε)) α N (fun i : Run => k * N i))
    m ->
  m * norm2 (droppo_vector L_inf N_C D_C γ α k c0 c1 c2 c3 c4 ε) <=
  ε ^ 6 * (droppo_image_bound l N L_inf N_C D_C γ α k X c0 c1 c2 c3 c4 ε)²
  := @X3_droppo_lambda_min.

Definition pin_X3_droppo_kappa_lower :
  forall (Run : Type) (l : list Run) (N : Run -> R) (L_inf N_C D_C γ α k X : R),
  0 < N_C ->
  0 < D_C ->
  0 < γ ->
  0 < α ->
  0 < k ->
  (forall i : Run, In i l -> 0 < N i) ->
  (forall i : Run, In i l -> Rabs (ln (N i)) <= X) ->
  0 <= X ->
  forall (c0 c1 c2 c3 c4 ε K : R) (u : list R),
  γ - ε <> 0 ->
  ε <> 0 ->
  length u = 6%nat ->
  0 <
  form l
    (droppo_elibol_jacobian L_inf N_C D_C (α * γ) (α * (γ - ε)) α N (fun i : Run => k * N i))
    u ->
  condition_bound l
    (droppo_elibol_jacobian L_inf N_C D_C (α * γ) (α * (γ - ε)) α N (fun i : Run => k * N i))
    K ->
  form l
    (droppo_elibol_jacobian L_inf N_C D_C (α * γ) (α * (γ - ε)) α N (fun i : Run => k * N i))
    u * norm2 (droppo_vector L_inf N_C D_C γ α k c0 c1 c2 c3 c4 ε) <=
  K * (ε ^ 6 * (droppo_image_bound l N L_inf N_C D_C γ α k X c0 c1 c2 c3 c4 ε)²) * norm2 u
  := @X3_droppo_kappa_lower.

Definition pin_X3_droppo_sd_N_C :
  forall (Run : Type) (l : list Run) (N : Run -> R) (L_inf N_C D_C γ α k X : R),
  0 < N_C ->
  0 < D_C ->
  0 < γ ->
  0 < α ->
  0 < k ->
  (forall i : Run, In i l -> 0 < N i) ->
  (forall i : Run, In i l -> Rabs (ln (N i)) <= X) ->
  0 <= X ->
  forall (c0 c1 c2 c3 c4 ε σ : R) (c : Run -> R),
  γ - ε <> 0 ->
  0 <= σ ->
  unbiased l
    (droppo_elibol_jacobian L_inf N_C D_C (α * γ) (α * (γ - ε)) α N (fun i : Run => k * N i))
    1 c ->
  σ * Rabs (v1 N_C γ α c1 c2 c3 ε) <=
  standard_deviation l σ c *
  (Rabs ε ^ 3 * droppo_image_bound l N L_inf N_C D_C γ α k X c0 c1 c2 c3 c4 ε)
  := @X3_droppo_sd_N_C.

Definition pin_X3_droppo_sd_D_C :
  forall (Run : Type) (l : list Run) (N : Run -> R) (L_inf N_C D_C γ α k X : R),
  0 < N_C ->
  0 < D_C ->
  0 < γ ->
  0 < α ->
  0 < k ->
  (forall i : Run, In i l -> 0 < N i) ->
  (forall i : Run, In i l -> Rabs (ln (N i)) <= X) ->
  0 <= X ->
  forall (c0 c1 c2 c3 c4 ε σ : R) (c : Run -> R),
  γ - ε <> 0 ->
  0 <= σ ->
  unbiased l
    (droppo_elibol_jacobian L_inf N_C D_C (α * γ) (α * (γ - ε)) α N (fun i : Run => k * N i))
    2 c ->
  σ * Rabs (v2 D_C γ α k c3 ε) <=
  standard_deviation l σ c *
  (Rabs ε ^ 3 * droppo_image_bound l N L_inf N_C D_C γ α k X c0 c1 c2 c3 c4 ε)
  := @X3_droppo_sd_D_C.

Definition pin_X3_droppo_lambda_min_asymptotic :
  forall (Run : Type) (l : list Run) (N : Run -> R) (L_inf N_C D_C γ α k X : R),
  0 < N_C ->
  0 < D_C ->
  0 < γ ->
  0 < α ->
  0 < k ->
  (forall i : Run, In i l -> 0 < N i) ->
  (forall i : Run, In i l -> Rabs (ln (N i)) <= X) ->
  0 <= X ->
  forall c0 c1 c2 c3 c4 : R,
  0 < norm l (droppo_residual N L_inf N_C D_C γ α k c0 c1 c2 c3 c4 0) ->
  forall η : R,
  η <
  144 * ((N_C / (γ * Rpower N_C γ))² + (D_C / (γ * Rpower (D_C / k) (γ - 0)))²) /
  (α² * (norm l (droppo_residual N L_inf N_C D_C γ α k c0 c1 c2 c3 c4 0))²) ->
  exists ε0 : R,
    0 < ε0 /\
    (forall ε m : R,
     0 < Rabs ε < ε0 ->
     0 <= m ->
     rayleigh_lower l (droppo_elibol_jacobian L_inf N_C D_C (α * γ) (α * (γ - ε)) α N (fun i : Run => k * N i)) m -> η * m <= ε ^ 6)
  := @X3_droppo_lambda_min_asymptotic.

Definition pin_X3_droppo_kappa_asymptotic :
  forall (Run : Type) (l : list Run) (N : Run -> R) (L_inf N_C D_C γ α k X : R),
  0 < N_C ->
  0 < D_C ->
  0 < γ ->
  0 < α ->
  0 < k ->
  (forall i : Run, In i l -> 0 < N i) ->
  (forall i : Run, In i l -> Rabs (ln (N i)) <= X) ->
  0 <= X ->
  forall c0 c1 c2 c3 c4 : R,
  0 < norm l (droppo_residual N L_inf N_C D_C γ α k c0 c1 c2 c3 c4 0) ->
  forall η : R,
  0 <= η <
  144 * ((N_C / (γ * Rpower N_C γ))² + (D_C / (γ * Rpower (D_C / k) (γ - 0)))²) /
  (α² * (norm l (droppo_residual N L_inf N_C D_C γ α k c0 c1 c2 c3 c4 0))²) ->
  exists ε0 : R,
    0 < ε0 /\
    (forall (ε : R) (u : list R) (K : R),
     0 < Rabs ε < ε0 ->
     length u = 6%nat ->
     0 <
     form l
       (droppo_elibol_jacobian L_inf N_C D_C (α * γ) (α * (γ - ε)) α N
          (fun i : Run => k * N i)) u ->
     condition_bound l
       (droppo_elibol_jacobian L_inf N_C D_C (α * γ) (α * (γ - ε)) α N
          (fun i : Run => k * N i)) K ->
     η *
     (form l
        (droppo_elibol_jacobian L_inf N_C D_C (α * γ) (α * (γ - ε)) α N
           (fun i : Run => k * N i)) u / norm2 u) * / ε ^ 6 <= K)
  := @X3_droppo_kappa_asymptotic.

Definition pin_X3_droppo_sd_N_C_asymptotic :
  forall (Run : Type) (l : list Run) (N : Run -> R) (L_inf N_C D_C γ α k X : R),
  0 < N_C ->
  0 < D_C ->
  0 < γ ->
  0 < α ->
  0 < k ->
  (forall i : Run, In i l -> 0 < N i) ->
  (forall i : Run, In i l -> Rabs (ln (N i)) <= X) ->
  0 <= X ->
  forall c0 c1 c2 c3 c4 : R,
  0 < norm l (droppo_residual N L_inf N_C D_C γ α k c0 c1 c2 c3 c4 0) ->
  forall η : R,
  η <
  12 * (N_C / (γ * Rpower N_C γ)) /
  (α * norm l (droppo_residual N L_inf N_C D_C γ α k c0 c1 c2 c3 c4 0)) ->
  exists ε0 : R,
    0 < ε0 /\
    (forall (ε σ : R) (c : Run -> R),
     0 < Rabs ε < ε0 ->
     0 <= σ ->
     unbiased l
       (droppo_elibol_jacobian L_inf N_C D_C (α * γ) (α * (γ - ε)) α N
          (fun i : Run => k * N i)) 1 c -> σ * η / Rabs ε ^ 3 <= standard_deviation l σ c)
  := @X3_droppo_sd_N_C_asymptotic.

Definition pin_X3_droppo_sd_D_C_asymptotic :
  forall (Run : Type) (l : list Run) (N : Run -> R) (L_inf N_C D_C γ α k X : R),
  0 < N_C ->
  0 < D_C ->
  0 < γ ->
  0 < α ->
  0 < k ->
  (forall i : Run, In i l -> 0 < N i) ->
  (forall i : Run, In i l -> Rabs (ln (N i)) <= X) ->
  0 <= X ->
  forall c0 c1 c2 c3 c4 : R,
  0 < norm l (droppo_residual N L_inf N_C D_C γ α k c0 c1 c2 c3 c4 0) ->
  forall η : R,
  η <
  12 * (D_C / (γ * Rpower (D_C / k) (γ - 0))) /
  (α * norm l (droppo_residual N L_inf N_C D_C γ α k c0 c1 c2 c3 c4 0)) ->
  exists ε0 : R,
    0 < ε0 /\
    (forall (ε σ : R) (c : Run -> R),
     0 < Rabs ε < ε0 ->
     0 <= σ ->
     unbiased l
       (droppo_elibol_jacobian L_inf N_C D_C (α * γ) (α * (γ - ε)) α N
          (fun i : Run => k * N i)) 2 c -> σ * η / Rabs ε ^ 3 <= standard_deviation l σ c)
  := @X3_droppo_sd_D_C_asymptotic.

Definition pin_program_chinchilla :
  forall E A B α β N D : R, Printed.chinchilla E A B α β N D = chinchilla E A B α β N D
  := @program_chinchilla.

Definition pin_program_kaplan :
  forall N_c D_c α_N α_D N D : R,
  Printed.kaplan N_c D_c α_N α_D N D = kaplan N_c D_c α_N α_D N D
  := @program_kaplan.

Definition pin_program_droppo_elibol :
  forall L_inf N_C D_C α_N α_D α N D : R,
  Printed.droppo_elibol L_inf N_C D_C α_N α_D α N D =
  droppo_elibol L_inf N_C D_C α_N α_D α N D
  := @program_droppo_elibol.

Definition pin_program_interaction :
  forall E A B F α β γ_N γ_D N D : R,
  Printed.interaction E A B F α β γ_N γ_D N D = interaction E A B F α β γ_N γ_D N D
  := @program_interaction.

Definition pin_program_repeated :
  forall E A B α β R_N R_D N D U : R,
  Printed.repeated E A B α β R_N R_D N D U = repeated E A B α β R_N R_D N D U
  := @program_repeated.

Definition pin_program_repeated_frozen :
  forall E A B α β R_N R_D N D U : R,
  Printed.repeated_frozen E A B α β R_N R_D N D U =
  chinchilla E A B α β
    (discounted N (Rmin N (optimal_size 521 1488 (353 / 1000) (353 / 1000) (Rmin D U))) R_N)
    (effective_data R_D D U)
  := @program_repeated_frozen.

Definition pin_program_chinchilla_reduced :
  forall E ψ α N : R, Printed.chinchilla_reduced E ψ α N = chinchilla_reduced E ψ α N
  := @program_chinchilla_reduced.

Definition pin_program_repeated_reduced :
  forall E ψ α N : R, Printed.repeated_reduced E ψ α N = chinchilla_reduced E ψ α N
  := @program_repeated_reduced.

Definition pin_program_interaction_reduced :
  forall E ψ α N : R, Printed.interaction_reduced E ψ α N = chinchilla_reduced E ψ α N
  := @program_interaction_reduced.

Definition pin_program_kaplan_reduced :
  forall ψ α_D N : R, Printed.kaplan_reduced ψ α_D N = kaplan_reduced ψ α_D N
  := @program_kaplan_reduced.

Definition pin_program_droppo_elibol_reduced :
  forall L_inf ψ γ α N : R,
  Printed.droppo_elibol_reduced L_inf ψ γ α N = droppo_elibol_reduced L_inf ψ γ α N
  := @program_droppo_elibol_reduced.

Definition pin_program_chinchilla_gradient :
  forall E A B α β N D : R,
  is_derive (fun E0 => Printed.chinchilla E0 A B α β N D) E
    (Printed.chinchilla_d_E E A B α β N D) /\
  is_derive (fun A0 => Printed.chinchilla E A0 B α β N D) A
    (Printed.chinchilla_d_A E A B α β N D) /\
  is_derive (fun B0 => Printed.chinchilla E A B0 α β N D) B
    (Printed.chinchilla_d_B E A B α β N D) /\
  is_derive (fun α0 => Printed.chinchilla E A B α0 β N D) α
    (Printed.chinchilla_d_alpha E A B α β N D) /\
  is_derive (fun β0 => Printed.chinchilla E A B α β0 N D) β
    (Printed.chinchilla_d_beta E A B α β N D)
  := @program_chinchilla_gradient.

Definition pin_program_interaction_gradient :
  forall E A B F α β γ_N γ_D N D : R,
  is_derive (fun E0 => Printed.interaction E0 A B F α β γ_N γ_D N D) E
    (Printed.interaction_d_E E A B F α β γ_N γ_D N D) /\
  is_derive (fun A0 => Printed.interaction E A0 B F α β γ_N γ_D N D) A
    (Printed.interaction_d_A E A B F α β γ_N γ_D N D) /\
  is_derive (fun B0 => Printed.interaction E A B0 F α β γ_N γ_D N D) B
    (Printed.interaction_d_B E A B F α β γ_N γ_D N D) /\
  is_derive (fun F0 => Printed.interaction E A B F0 α β γ_N γ_D N D) F
    (Printed.interaction_d_F E A B F α β γ_N γ_D N D) /\
  is_derive (fun α0 => Printed.interaction E A B F α0 β γ_N γ_D N D) α
    (Printed.interaction_d_alpha E A B F α β γ_N γ_D N D) /\
  is_derive (fun β0 => Printed.interaction E A B F α β0 γ_N γ_D N D) β
    (Printed.interaction_d_beta E A B F α β γ_N γ_D N D) /\
  is_derive (fun γ_N0 => Printed.interaction E A B F α β γ_N0 γ_D N D) γ_N
    (Printed.interaction_d_gamma_N E A B F α β γ_N γ_D N D) /\
  is_derive (fun γ_D0 => Printed.interaction E A B F α β γ_N γ_D0 N D) γ_D
    (Printed.interaction_d_gamma_D E A B F α β γ_N γ_D N D)
  := @program_interaction_gradient.

Definition pin_program_kaplan_gradient :
  forall N_c D_c α_N α_D N D : R,
  0 < N_c ->
  0 < D_c ->
  0 < α_D ->
  0 < N ->
  0 < D ->
  is_derive (fun N_c0 => Printed.kaplan N_c0 D_c α_N α_D N D) N_c
    (Printed.kaplan_d_N_c N_c D_c α_N α_D N D) /\
  is_derive (fun D_c0 => Printed.kaplan N_c D_c0 α_N α_D N D) D_c
    (Printed.kaplan_d_D_c N_c D_c α_N α_D N D) /\
  is_derive (fun α_N0 => Printed.kaplan N_c D_c α_N0 α_D N D) α_N
    (Printed.kaplan_d_alpha_N N_c D_c α_N α_D N D) /\
  is_derive (fun α_D0 => Printed.kaplan N_c D_c α_N α_D0 N D) α_D
    (Printed.kaplan_d_alpha_D N_c D_c α_N α_D N D)
  := @program_kaplan_gradient.

Definition pin_program_droppo_elibol_gradient :
  forall L_inf N_C D_C α_N α_D α N D : R,
  0 < L_inf ->
  0 < N_C ->
  0 < D_C ->
  α <> 0 ->
  0 < N ->
  0 < D ->
  is_derive (fun L_inf0 => Printed.droppo_elibol L_inf0 N_C D_C α_N α_D α N D)
    L_inf (Printed.droppo_elibol_d_L_inf L_inf N_C D_C α_N α_D α N D) /\
  is_derive (fun N_C0 => Printed.droppo_elibol L_inf N_C0 D_C α_N α_D α N D) N_C
    (Printed.droppo_elibol_d_N_C L_inf N_C D_C α_N α_D α N D) /\
  is_derive (fun D_C0 => Printed.droppo_elibol L_inf N_C D_C0 α_N α_D α N D) D_C
    (Printed.droppo_elibol_d_D_C L_inf N_C D_C α_N α_D α N D) /\
  is_derive (fun α_N0 => Printed.droppo_elibol L_inf N_C D_C α_N0 α_D α N D) α_N
    (Printed.droppo_elibol_d_alpha_N L_inf N_C D_C α_N α_D α N D) /\
  is_derive (fun α_D0 => Printed.droppo_elibol L_inf N_C D_C α_N α_D0 α N D) α_D
    (Printed.droppo_elibol_d_alpha_D L_inf N_C D_C α_N α_D α N D) /\
  is_derive (fun α0 => Printed.droppo_elibol L_inf N_C D_C α_N α_D α0 N D) α
    (Printed.droppo_elibol_d_alpha L_inf N_C D_C α_N α_D α N D)
  := @program_droppo_elibol_gradient.

Definition pin_program_repeated_gradient :
  forall N D U : R,
  0 < N ->
  0 < D ->
  0 < U ->
  forall E A B α β R_N R_D : R,
  0 < A ->
  0 < B ->
  0 < α ->
  0 < β ->
  0 < R_N ->
  0 < R_D ->
  N <> optimal_size A B α β (Rmin D U) ->
  is_derive (fun E0 => Printed.repeated E0 A B α β R_N R_D N D U) E
    (Printed.repeated_d_E E A B α β R_N R_D N D U) /\
  is_derive (fun A0 => Printed.repeated E A0 B α β R_N R_D N D U) A
    (Printed.repeated_d_A E A B α β R_N R_D N D U) /\
  is_derive (fun B0 => Printed.repeated E A B0 α β R_N R_D N D U) B
    (Printed.repeated_d_B E A B α β R_N R_D N D U) /\
  is_derive (fun α0 => Printed.repeated E A B α0 β R_N R_D N D U) α
    (Printed.repeated_d_alpha E A B α β R_N R_D N D U) /\
  is_derive (fun β0 => Printed.repeated E A B α β0 R_N R_D N D U) β
    (Printed.repeated_d_beta E A B α β R_N R_D N D U) /\
  is_derive (fun R_N0 => Printed.repeated E A B α β R_N0 R_D N D U) R_N
    (Printed.repeated_d_R_N_star E A B α β R_N R_D N D U) /\
  is_derive (fun R_D0 => Printed.repeated E A B α β R_N R_D0 N D U) R_D
    (Printed.repeated_d_R_D_star E A B α β R_N R_D N D U)
  := @program_repeated_gradient.

Definition pin_program_repeated_frozen_gradient :
  forall E A B α β R_N R_D N D U : R,
  0 < N ->
  0 < D ->
  0 < U ->
  0 < R_N ->
  0 < R_D ->
  is_derive (fun E0 => Printed.repeated_frozen E0 A B α β R_N R_D N D U) E
    (Printed.repeated_frozen_d_E E A B α β R_N R_D N D U) /\
  is_derive (fun A0 => Printed.repeated_frozen E A0 B α β R_N R_D N D U) A
    (Printed.repeated_frozen_d_A E A B α β R_N R_D N D U) /\
  is_derive (fun B0 => Printed.repeated_frozen E A B0 α β R_N R_D N D U) B
    (Printed.repeated_frozen_d_B E A B α β R_N R_D N D U) /\
  is_derive (fun α0 => Printed.repeated_frozen E A B α0 β R_N R_D N D U) α
    (Printed.repeated_frozen_d_alpha E A B α β R_N R_D N D U) /\
  is_derive (fun β0 => Printed.repeated_frozen E A B α β0 R_N R_D N D U) β
    (Printed.repeated_frozen_d_beta E A B α β R_N R_D N D U) /\
  is_derive (fun R_N0 => Printed.repeated_frozen E A B α β R_N0 R_D N D U) R_N
    (Printed.repeated_frozen_d_R_N_star E A B α β R_N R_D N D U) /\
  is_derive (fun R_D0 => Printed.repeated_frozen E A B α β R_N R_D0 N D U) R_D
    (Printed.repeated_frozen_d_R_D_star E A B α β R_N R_D N D U)
  := @program_repeated_frozen_gradient.

Definition pin_program_chinchilla_reduced_gradient :
  forall (E : R) (ψ α N : R),
  is_derive (fun E0 => Printed.chinchilla_reduced E0 ψ α N) E
    (Printed.chinchilla_reduced_d_E E ψ α N) /\
  is_derive (fun ψ0 => Printed.chinchilla_reduced E ψ0 α N) ψ
    (Printed.chinchilla_reduced_d_psi E ψ α N) /\
  is_derive (fun α0 => Printed.chinchilla_reduced E ψ α0 N) α
    (Printed.chinchilla_reduced_d_alpha E ψ α N)
  := @program_chinchilla_reduced_gradient.

Definition pin_program_kaplan_reduced_gradient :
  forall ψ α_D N : R,
  0 < ψ ->
  0 < N ->
  is_derive (fun ψ0 => Printed.kaplan_reduced ψ0 α_D N) ψ
    (Printed.kaplan_reduced_d_psi ψ α_D N) /\
  is_derive (fun α_D0 => Printed.kaplan_reduced ψ α_D0 N) α_D
    (Printed.kaplan_reduced_d_alpha_D ψ α_D N)
  := @program_kaplan_reduced_gradient.

Definition pin_program_droppo_elibol_reduced_gradient :
  forall L_inf ψ γ α N : R,
  0 < L_inf ->
  0 < ψ ->
  α <> 0 ->
  is_derive (fun L_inf0 => Printed.droppo_elibol_reduced L_inf0 ψ γ α N) L_inf
    (Printed.droppo_elibol_reduced_d_L_inf L_inf ψ γ α N) /\
  is_derive (fun ψ0 => Printed.droppo_elibol_reduced L_inf ψ0 γ α N) ψ
    (Printed.droppo_elibol_reduced_d_psi L_inf ψ γ α N) /\
  is_derive (fun γ0 => Printed.droppo_elibol_reduced L_inf ψ γ0 α N) γ
    (Printed.droppo_elibol_reduced_d_gamma L_inf ψ γ α N) /\
  is_derive (fun α0 => Printed.droppo_elibol_reduced L_inf ψ γ α0 N) α
    (Printed.droppo_elibol_reduced_d_alpha L_inf ψ γ α N)
  := @program_droppo_elibol_reduced_gradient.

Definition pin_program_chinchilla_psi :
  forall E A B α k N : R,
  0 < k ->
  0 < N ->
  Printed.chinchilla E A B α α N (k * N) =
  Printed.chinchilla_reduced E (Printed.chinchilla_psi E A B α α k) α N
  := @program_chinchilla_psi.

Definition pin_program_kaplan_psi :
  forall N_c D_c a k N : R,
  0 < N_c ->
  0 < k ->
  0 < N ->
  a <> 0 ->
  Printed.kaplan N_c D_c a a N (k * N) =
  Printed.kaplan_reduced (Printed.kaplan_psi N_c D_c a a k) a N
  := @program_kaplan_psi.

Definition pin_program_droppo_elibol_psi :
  forall L_inf N_C D_C a α k N : R,
  0 < N_C ->
  0 < D_C ->
  0 < k ->
  0 < N ->
  Printed.droppo_elibol L_inf N_C D_C a a α N (k * N) =
  Printed.droppo_elibol_reduced L_inf (Printed.droppo_elibol_psi L_inf N_C D_C a a α k)
    (a / α) α N
  := @program_droppo_elibol_psi.

Definition pin_program_interaction_psi :
  forall E A B F γ_N γ_D k N : R,
  0 < k ->
  0 < N ->
  let α := γ_N + γ_D in
  Printed.interaction E A B F α α γ_N γ_D N (k * N) =
  Printed.interaction_reduced E (Printed.interaction_psi E A B F α α γ_N γ_D k) α N
  := @program_interaction_psi.

Definition pin_program_chinchilla_twin :
  forall E A B α β k N : R,
  0 < k ->
  0 < N ->
  Printed.chinchilla (Printed.chinchilla_twin_E E A B α β k)
    (Printed.chinchilla_twin_A E A B α β k) (Printed.chinchilla_twin_B E A B α β k)
    (Printed.chinchilla_twin_alpha E A B α β k) (Printed.chinchilla_twin_beta E A B α β k) N
    (k * N) = Printed.chinchilla E A B α β N (k * N)
  := @program_chinchilla_twin.

Definition pin_program_droppo_elibol_twin :
  forall L_inf N_C D_C α_N α_D α k N : R,
  0 < k ->
  0 < N ->
  0 < N_C ->
  0 < D_C ->
  let twin := fun f : R -> R -> R -> R -> R -> R -> R -> R => f L_inf N_C D_C α_N α_D α k in
  Printed.droppo_elibol (twin Printed.droppo_elibol_twin_L_inf)
    (twin Printed.droppo_elibol_twin_N_C) (twin Printed.droppo_elibol_twin_D_C)
    (twin Printed.droppo_elibol_twin_alpha_N) (twin Printed.droppo_elibol_twin_alpha_D)
    (twin Printed.droppo_elibol_twin_alpha) N (k * N) =
  Printed.droppo_elibol L_inf N_C D_C α_N α_D α N (k * N)
  := @program_droppo_elibol_twin.

Definition pin_program_interaction_twins :
  forall E A B F α β γ_N γ_D k N : R,
  0 < k ->
  0 < N ->
  let put := fun f : R -> R -> R -> R -> R -> R -> R -> R -> R -> R => f E A B F α β γ_N γ_D k
    in
  let same :=
    fun a b c d e f g h : R -> R -> R -> R -> R -> R -> R -> R -> R -> R =>
    Printed.interaction (put a) (put b) (put c) (put d) (put e) (put f) 
      (put g) (put h) N (k * N) = Printed.interaction E A B F α β γ_N γ_D N (k * N) in
  same Printed.interaction_twin_E Printed.interaction_twin_A Printed.interaction_twin_B
    Printed.interaction_twin_F Printed.interaction_twin_alpha Printed.interaction_twin_beta
    Printed.interaction_twin_gamma_N Printed.interaction_twin_gamma_D /\
  same Printed.interaction_twin_2_E Printed.interaction_twin_2_A Printed.interaction_twin_2_B
    Printed.interaction_twin_2_F Printed.interaction_twin_2_alpha
    Printed.interaction_twin_2_beta Printed.interaction_twin_2_gamma_N
    Printed.interaction_twin_2_gamma_D /\
  same Printed.interaction_twin_3_E Printed.interaction_twin_3_A Printed.interaction_twin_3_B
    Printed.interaction_twin_3_F Printed.interaction_twin_3_alpha
    Printed.interaction_twin_3_beta Printed.interaction_twin_3_gamma_N
    Printed.interaction_twin_3_gamma_D /\
  same Printed.interaction_twin_4_E Printed.interaction_twin_4_A Printed.interaction_twin_4_B
    Printed.interaction_twin_4_F Printed.interaction_twin_4_alpha
    Printed.interaction_twin_4_beta Printed.interaction_twin_4_gamma_N
    Printed.interaction_twin_4_gamma_D /\
  same Printed.interaction_twin_5_E Printed.interaction_twin_5_A Printed.interaction_twin_5_B
    Printed.interaction_twin_5_F Printed.interaction_twin_5_alpha
    Printed.interaction_twin_5_beta Printed.interaction_twin_5_gamma_N
    Printed.interaction_twin_5_gamma_D
  := @program_interaction_twins.

Definition pin_rayleigh_claim :
  forall (Run : Type) (l : list Run) (cols : list (Run -> R)) (u v : list R) (c : R),
  length u = length cols ->
  length v = length cols ->
  0 < form l cols v * norm2 u ->
  c * (form l cols v * norm2 u) <= form l cols u * norm2 v ->
  forall K : R, condition_bound l cols K -> c <= K
  := @rayleigh_claim.

Definition pin_optimum_enclosed :
  forall (f f' : R -> R) (a b : R),
  a < b ->
  (forall x : R, a <= x <= b -> is_derive f x (f' x)) ->
  f' a < 0 ->
  0 < f' b -> exists m : R, a < m < b /\ (forall x : R, a <= x <= b -> f m <= f x) /\ f' m = 0
  := @optimum_enclosed.

Definition pin_sse_optimum :
  forall (Run : Type) (l : list Run) (L L' : R -> Run -> R) (y : Run -> R) (a b : R),
  a < b ->
  (forall (x : R) (i : Run),
   a <= x <= b -> In i l -> is_derive (fun x0 => L x0 i) x (L' x i)) ->
  sse_slope l L L' y a < 0 ->
  0 < sse_slope l L L' y b ->
  exists m : R,
    a < m < b /\
    (forall x : R, a <= x <= b -> objective l (sse_term L y) m <= objective l (sse_term L y) x) /\
    sse_slope l L L' y m = 0
  := @sse_optimum.

Definition pin_log_optimum :
  forall (Run : Type) (l : list Run) (L L' : R -> Run -> R) (y : Run -> R) (a b : R),
  a < b ->
  (forall (x : R) (i : Run),
   a <= x <= b -> In i l -> is_derive (fun x0 => L x0 i) x (L' x i)) ->
  (forall (x : R) (i : Run), a <= x <= b -> In i l -> 0 < L x i) ->
  log_slope l L L' y a < 0 ->
  0 < log_slope l L L' y b ->
  exists m : R,
    a < m < b /\
    (forall x : R, a <= x <= b -> objective l (log_term L y) m <= objective l (log_term L y) x) /\
    log_slope l L L' y m = 0
  := @log_optimum.

Example definition_interaction_jacobian {Run} E A B F α β γ_N γ_D (N D : Run -> R) :
  interaction_jacobian E A B F α β γ_N γ_D N D
  = [fun i => Printed.interaction_d_E E A B F α β γ_N γ_D (N i) (D i);
     fun i => Printed.interaction_d_A E A B F α β γ_N γ_D (N i) (D i);
     fun i => Printed.interaction_d_B E A B F α β γ_N γ_D (N i) (D i);
     fun i => Printed.interaction_d_F E A B F α β γ_N γ_D (N i) (D i);
     fun i => Printed.interaction_d_alpha E A B F α β γ_N γ_D (N i) (D i);
     fun i => Printed.interaction_d_beta E A B F α β γ_N γ_D (N i) (D i);
     fun i => Printed.interaction_d_gamma_N E A B F α β γ_N γ_D (N i) (D i);
     fun i => Printed.interaction_d_gamma_D E A B F α β γ_N γ_D (N i) (D i)] := eq_refl.

Definition pin_D2_droppo_elibol_kernel_pair :
  forall (Run : Type) (N : Run -> R) (L_inf N_C D_C γ α k : R) (i : Run),
  0 < N_C ->
  0 < D_C ->
  0 < γ ->
  0 < α ->
  0 < k ->
  0 < N i ->
  comb (droppo_elibol_jacobian L_inf N_C D_C (α * γ) (α * γ) α N (fun i0 : Run => k * N i0))
    [0; N_C / (γ * Rpower N_C γ); - (D_C / (γ * Rpower (D_C / k) γ)); 0; 0; 0] i = 0
  := @D2_droppo_elibol_kernel_pair.

Definition pin_D2_droppo_elibol_kernel_exponents :
  forall (Run : Type) (N : Run -> R) (L_inf N_C D_C γ α k : R) (i : Run),
  0 < N_C ->
  0 < D_C ->
  0 < γ ->
  0 < α ->
  0 < k ->
  0 < N i ->
  comb (droppo_elibol_jacobian L_inf N_C D_C (α * γ) (α * γ) α N (fun i0 : Run => k * N i0))
    [0; N_C * ln (D_C / k / N_C) / (α * γ * Rpower N_C γ); 0; 1 / Rpower N_C γ;
     - (1 / Rpower (D_C / k) γ); 0] i = 0
  := @D2_droppo_elibol_kernel_exponents.

Definition pin_D2_interaction_kernel :
  forall (Run : Type) (N : Run -> R) (E A B F k : R) (i : Run),
  0 < k ->
  0 < N i ->
  forall α β γ_N γ_D : R,
  comb (interaction_jacobian E A B F α β γ_N γ_D N (fun i0 : Run => k * N i0))
    [0; 0; 0; F * ln k; 0; 0; - (1); 1] i = 0
  := @D2_interaction_kernel.

Definition pin_D2_interaction_kernel_AB :
  forall (Run : Type) (N : Run -> R) (E A B F k : R) (i : Run),
  0 < k ->
  0 < N i ->
  forall α γ_N γ_D : R,
  comb (interaction_jacobian E A B F α α γ_N γ_D N (fun i0 : Run => k * N i0))
    [0; Rpower k (- α); - (1); 0; 0; 0; 0; 0] i = 0
  := @D2_interaction_kernel_AB.

Definition pin_D2_interaction_kernel_AF :
  forall (Run : Type) (N : Run -> R) (E A B F k : R) (i : Run),
  0 < k ->
  0 < N i ->
  forall β γ_N γ_D : R,
  comb (interaction_jacobian E A B F (γ_N + γ_D) β γ_N γ_D N (fun i0 : Run => k * N i0))
    [0; Rpower k (- γ_D); 0; - (1); 0; 0; 0; 0] i = 0
  := @D2_interaction_kernel_AF.

Example definition_ratio2_offset {Run} (l : list Run) f x ε :
  ratio2_offset l f x ε
  = (count l * spread l (fun _ => 1) (fun i => f i * exp (ε * x i))
     / (spread l (fun _ => 1) f * spread l (fun _ => 1) (fun i => f i * exp (ε * x i))
        - (co_spread l f (fun i => f i * exp (ε * x i)))²))
    / (count l / spread l (fun _ => 1) f) := eq_refl.

Definition pin_C1_offset_exact :
  forall (Run : Type) (l : list Run) (f x : Run -> R) (ε : R),
  ε <> 0 ->
  count l <> 0 ->
  co_spread l f f <> 0 ->
  ε² * ratio2_offset l f x ε =
  co_spread l f f *
  co_spread l (fun i : Run => f i * exp (ε * x i)) (fun i : Run => f i * exp (ε * x i)) /
  (co_spread l f f *
   co_spread l (fun i : Run => slope ε (x i) * f i) (fun i : Run => slope ε (x i) * f i) -
   (co_spread l f (fun i : Run => slope ε (x i) * f i))²)
  := @C1_offset_exact.

Definition pin_C1_offset_limit :
  forall (Run : Type) (l : list Run) (f x : Run -> R),
  count l <> 0 ->
  co_spread l f f <> 0 ->
  co_spread l f f * co_spread l (fun i : Run => x i * f i) (fun i : Run => x i * f i) -
  (co_spread l f (fun i : Run => x i * f i))² <> 0 ->
  is_lim (fun ε : R => ε² * ratio2_offset l f x ε) 0
    ((co_spread l f f)² /
     (co_spread l f f * co_spread l (fun i : Run => x i * f i) (fun i : Run => x i * f i) -
      (co_spread l f (fun i : Run => x i * f i))²))
  := @C1_offset_limit.

Example definition_triple {Run} (f x : Run -> R) c1 c2 p q ε :
  triple f x c1 c2 p q ε
  = [f; fun i => c1 * exp (p * ε * x i) * f i; fun i => c2 * exp (q * ε * x i) * f i] := eq_refl.
Example definition_triple_bound {Run} (l : list Run) f x p q X ε :
  triple_bound l f x p q X ε
  = (p * q * (Rabs p + Rabs q) * exp (Rabs ε * X * (Rabs p + Rabs q)) / 2)²
    * (Σ i ∈ l, x i ^ 4 * (f i)²) := eq_refl.

Definition pin_X4_image :
  forall (Run : Type) (l : list Run) (f x : Run -> R) (c1 c2 p q X : R),
  c1 <> 0 ->
  c2 <> 0 ->
  0 <= X ->
  (forall i : Run, In i l -> Rabs (x i) <= X) ->
  forall ε : R,
  form l (triple f x c1 c2 p q ε) (plane_vector c1 c2 p q) <=
  ε ^ 4 * triple_bound l f x p q X ε
  := @X4_image.

Definition pin_X4_lambda_min_upper :
  forall (Run : Type) (l : list Run) (f x : Run -> R) (c1 c2 p q X : R),
  c1 <> 0 ->
  c2 <> 0 ->
  0 <= X ->
  (forall i : Run, In i l -> Rabs (x i) <= X) ->
  forall ε m : R,
  rayleigh_lower l (triple f x c1 c2 p q ε) m ->
  m * ((q - p)² + (q / c1)² + (p / c2)²) <= ε ^ 4 * triple_bound l f x p q X ε
  := @X4_lambda_min_upper.

Definition pin_X4_kappa_lower :
  forall (Run : Type) (l : list Run) (f x : Run -> R) (c1 c2 p q X : R),
  c1 <> 0 ->
  c2 <> 0 ->
  0 <= X ->
  (forall i : Run, In i l -> Rabs (x i) <= X) ->
  forall ε K : R,
  q <> p ->
  0 < dot l f f ->
  condition_bound l (triple f x c1 c2 p q ε) K ->
  dot l f f * ((q - p)² + (q / c1)² + (p / c2)²) <= K * (ε ^ 4 * triple_bound l f x p q X ε)
  := @X4_kappa_lower.

(** What the program prints on a ray. *)
Definition pin_program_chinchilla_gap :
  forall E A B α β k N : R,
  0 < k ->
  0 < N ->
  Printed.chinchilla_d_B E A B α β N (k * N) =
  Rpower k (- Printed.chinchilla_ray_exponent E A B α β) *
  Rpower N (Printed.chinchilla_gap E A B α β) * Printed.chinchilla_d_A E A B α β N (k * N)
  := @program_chinchilla_gap.

Definition pin_program_kaplan_gap :
  forall N_c D_c α_N α_D k N : R,
  0 < N_c ->
  0 < k ->
  0 < N ->
  α_N <> 0 ->
  α_D <> 0 ->
  Printed.kaplan_d_D_c N_c D_c α_N α_D N (k * N) =
  α_D / α_N * Rpower N_c (1 - α_N / α_D) *
  (Rpower k (- Printed.kaplan_ray_exponent N_c D_c α_N α_D) *
   Rpower N (Printed.kaplan_gap N_c D_c α_N α_D)) *
  Printed.kaplan_d_N_c N_c D_c α_N α_D N (k * N)
  := @program_kaplan_gap.

Definition pin_program_droppo_elibol_gap :
  forall L_inf N_C D_C α_N α_D α k N : R,
  0 < N_C ->
  0 < D_C ->
  0 < k ->
  0 < N ->
  α_N <> 0 ->
  α <> 0 ->
  Printed.droppo_elibol_d_D_C L_inf N_C D_C α_N α_D α N (k * N) =
  α_D * N_C / (α_N * D_C) * Rpower D_C (α_D / α) * Rpower N_C (- (α_N / α)) *
  (Rpower k (- Printed.droppo_elibol_ray_exponent L_inf N_C D_C α_N α_D α) *
   Rpower N (Printed.droppo_elibol_gap L_inf N_C D_C α_N α_D α)) *
  Printed.droppo_elibol_d_N_C L_inf N_C D_C α_N α_D α N (k * N)
  := @program_droppo_elibol_gap.

Definition pin_program_interaction_gap :
  forall E A B F α β γ_N γ_D k N : R,
  0 < k ->
  0 < N ->
  let of := fun f : R -> R -> R -> R -> R -> R -> R -> R -> R => f E A B F α β γ_N γ_D in
  let at_run :=
    fun f : R -> R -> R -> R -> R -> R -> R -> R -> R -> R -> R =>
    f E A B F α β γ_N γ_D N (k * N) in
  at_run Printed.interaction_d_B =
  Rpower k (- of Printed.interaction_ray_exponent) * Rpower N (of Printed.interaction_gap) *
  at_run Printed.interaction_d_A /\
  at_run Printed.interaction_d_F =
  Rpower k (- γ_D) * Rpower N (of Printed.interaction_gap_2) *
  at_run Printed.interaction_d_A /\
  at_run Printed.interaction_d_F =
  Rpower k (β - γ_D) * Rpower N (of Printed.interaction_gap_3) *
  at_run Printed.interaction_d_B
  := @program_interaction_gap.

Definition pin_program_repeated_gap :
  forall E A B α β R_N R_D : R,
  Printed.repeated_gap E A B α β R_N R_D = Printed.chinchilla_gap E A B α β /\
  Printed.repeated_frozen_gap E A B α β R_N R_D = Printed.chinchilla_gap E A B α β /\
  Printed.repeated_ray_exponent E A B α β R_N R_D =
  Printed.chinchilla_ray_exponent E A B α β /\
  Printed.repeated_frozen_ray_exponent E A B α β R_N R_D =
  Printed.chinchilla_ray_exponent E A B α β
  := @program_repeated_gap.

Definition pin_program_reduced_ray_exponent :
  forall E ψ A B F α N_c D_c a L_inf N_C D_C b R_N R_D γ_N γ_D : R,
  Printed.chinchilla_reduced_ray_exponent E ψ α =
  Printed.chinchilla_ray_exponent E A B α α /\
  Printed.kaplan_reduced_ray_exponent ψ a = Printed.kaplan_ray_exponent N_c D_c a a /\
  Printed.droppo_elibol_reduced_ray_exponent L_inf ψ (a / b) b =
  Printed.droppo_elibol_ray_exponent L_inf N_C D_C a a b /\
  Printed.interaction_reduced_ray_exponent E ψ α =
  Printed.interaction_ray_exponent E A B F α α γ_N γ_D /\
  Printed.repeated_reduced_ray_exponent E ψ α =
  Printed.repeated_ray_exponent E A B α α R_N R_D
  := @program_reduced_ray_exponent.

Definition pin_program_repeated_psi :
  forall E A B α R_N R_D N D U k : R,
  let N' := effective_size A B α α R_N N D U in
  0 < k ->
  0 < N' ->
  effective_data R_D D U = k * N' ->
  Printed.repeated E A B α α R_N R_D N D U =
  Printed.repeated_reduced E (Printed.repeated_psi E A B α α R_N R_D k) α N'
  := @program_repeated_psi.

Definition pin_program_repeated_frozen_psi :
  forall E A B α R_N R_D N D U k : R,
  let N' :=
    discounted N (Rmin N (optimal_size 521 1488 (353 / 1000) (353 / 1000) (Rmin D U))) R_N
    in
  0 < k ->
  0 < N' ->
  effective_data R_D D U = k * N' ->
  Printed.repeated_frozen E A B α α R_N R_D N D U =
  Printed.repeated_reduced E (Printed.repeated_frozen_psi E A B α α R_N R_D k) α N'
  := @program_repeated_frozen_psi.

Definition pin_program_repeated_frozen_twin :
  forall E A B α β R_N R_D N D U k : R,
  let N' :=
    discounted N (Rmin N (optimal_size 521 1488 (353 / 1000) (353 / 1000) (Rmin D U))) R_N
    in
  0 < k ->
  0 < N' ->
  effective_data R_D D U = k * N' ->
  let twin := fun f : R -> R -> R -> R -> R -> R -> R -> R -> R => f E A B α β R_N R_D k
    in
  Printed.repeated_frozen (twin Printed.repeated_frozen_twin_E)
    (twin Printed.repeated_frozen_twin_A) (twin Printed.repeated_frozen_twin_B)
    (twin Printed.repeated_frozen_twin_alpha) (twin Printed.repeated_frozen_twin_beta)
    (twin Printed.repeated_frozen_twin_R_N_star)
    (twin Printed.repeated_frozen_twin_R_D_star) N D U =
  Printed.repeated_frozen E A B α β R_N R_D N D U
  := @program_repeated_frozen_twin.

Definition pin_program_repeated_reduced_gradient :
  forall E ψ α N : R,
  is_derive (fun E0 => Printed.repeated_reduced E0 ψ α N) E
    (Printed.repeated_reduced_d_E E ψ α N) /\
  is_derive (fun ψ0 => Printed.repeated_reduced E ψ0 α N) ψ
    (Printed.repeated_reduced_d_psi E ψ α N) /\
  is_derive (fun α0 => Printed.repeated_reduced E ψ α0 N) α
    (Printed.repeated_reduced_d_alpha E ψ α N)
  := @program_repeated_reduced_gradient.

Definition pin_program_interaction_reduced_gradient :
  forall E ψ α N : R,
  is_derive (fun E0 => Printed.interaction_reduced E0 ψ α N) E
    (Printed.interaction_reduced_d_E E ψ α N) /\
  is_derive (fun ψ0 => Printed.interaction_reduced E ψ0 α N) ψ
    (Printed.interaction_reduced_d_psi E ψ α N) /\
  is_derive (fun α0 => Printed.interaction_reduced E ψ α0 N) α
    (Printed.interaction_reduced_d_alpha E ψ α N)
  := @program_interaction_reduced_gradient.

(** Independence, eigenvalues by Courant and Fischer, and what rests on them. *)
Example definition_injective {Run} (l : list Run) cols :
  injective l cols = forall v, length v = length cols ->
    (forall i, In i l -> comb cols v i = 0) -> norm2 v = 0 := eq_refl.
Example definition_pair a y b v : Independent.pair (a :: y) (b :: v) = a * b + Independent.pair y v := eq_refl.
Example definition_pair_empty v : Independent.pair [] v = 0 := eq_refl.
Example definition_pair_short a y : Independent.pair (a :: y) [] = 0 := eq_refl.
Example definition_combine_vectors t a v b w :
  combine_vectors t (a :: v) (b :: w) = (a + t * b) :: combine_vectors t v w := eq_refl.
Example definition_combine_vectors_empty t w : combine_vectors t [] w = [] := eq_refl.
Example definition_combine_vectors_short t a v : combine_vectors t (a :: v) [] = [] := eq_refl.
Example definition_member n u us a c :
  member n (u :: us) (a :: c) = combine_vectors a (member n us c) u := eq_refl.
Example definition_member_empty n c : member n [] c = repeat 0 n := eq_refl.
Example definition_member_short n u us : member n (u :: us) [] = repeat 0 n := eq_refl.
Example definition_subspace n d us :
  subspace n d us = (length us = d /\ List.Forall (fun u => length u = n) us
    /\ forall c, length c = d -> norm2 (member n us c) = 0 -> norm2 c = 0) := eq_refl.
Example definition_eigenvalue_at_most {Run} (l : list Run) cols j M :
  eigenvalue_at_most l cols j M = (exists us, subspace (length cols) j us /\
    forall c, length c = j ->
      form l cols (member (length cols) us c) <= M * norm2 (member (length cols) us c)) := eq_refl.
Example definition_eigenvalue_at_least {Run} (l : list Run) cols j m :
  eigenvalue_at_least l cols j m = (exists us, subspace (length cols) (length cols + 1 - j) us /\
    forall c, length c = (length cols + 1 - j)%nat ->
      m * norm2 (member (length cols) us c) <= form l cols (member (length cols) us c)) := eq_refl.
Example definition_zeros f a b l : zeros f a (b :: l) = (f a = 0 /\ a < b /\ zeros f b l) := eq_refl.
Example definition_zeros_one f a : zeros f a [] = (f a = 0) := eq_refl.
Example definition_has_zeros f n :
  has_zeros f n = exists a l, S (length l) = n /\ zeros f a l := eq_refl.
Example definition_different_sizes {Run} n (l : list Run) N :
  different_sizes n l N = exists runs, incl runs l /\ NoDup (map N runs) /\ length runs = n := eq_refl.
Example definition_five_sizes {Run} (l : list Run) N : five_sizes l N = different_sizes 5 l N := eq_refl.
Example definition_least_squares {Run} (l : list Run) N α A B k ε j x :
  least_squares l N α A B k ε j x = (length x = 5%nat /\ forall v, length v = 5%nat ->
    dot l (comb (jacobian A B α (α - ε) N (fun i => k * N i)) x)
          (comb (jacobian A B α (α - ε) N (fun i => k * N i)) v) = coefficient j v) := eq_refl.
Example definition_quadratic_columns {Run} (f x : Run -> R) :
  quadratic_columns f x = [f; fun i => x i * f i; fun i => x i ^ 2 / 2 * f i] := eq_refl.
Example definition_moving_triple {Run} (f x : Run -> R) c1 c2 p q ε :
  moving_triple f x c1 c2 p q ε
  = [f; fun i => c1 ε * exp (p * ε * x i) * f i; fun i => c2 ε * exp (q * ε * x i) * f i] := eq_refl.
Example definition_scale_between c lo hi :
  scale_between c lo hi = (0 < lo /\ forall ε, Rabs ε <= 1 -> lo <= Rabs (c ε) <= hi) := eq_refl.
Example definition_interaction_columns {Run} (N : Run -> R) E A B F α γ_D k a b :
  interaction_columns N E A B F α γ_D k a b
  = [fun i => Printed.interaction_d_A E A B F α (α - a) (α - b - γ_D) γ_D (N i) (k * N i);
     fun i => Printed.interaction_d_B E A B F α (α - a) (α - b - γ_D) γ_D (N i) (k * N i);
     fun i => Printed.interaction_d_F E A B F α (α - a) (α - b - γ_D) γ_D (N i) (k * N i)] := eq_refl.
Example definition_span2 s t u v : span2 s t u v = combine_vectors t (map (Rmult s) u) v := eq_refl.

(** IsoFLOP fits. *)
Example definition_symmetric grid :
  symmetric grid = forall f : R -> R, sum grid f = Σ w ∈ grid, f (- w) := eq_refl.
Example definition_moment n grid : moment n grid = Σ w ∈ grid, w ^ n := eq_refl.
Example definition_centred grid w : centred grid w = w ^ 2 - (Σ w ∈ grid, w ^ 2) / count grid := eq_refl.
Example definition_parabola_c1 grid L :
  parabola_c1 grid L = (Σ w ∈ grid, w * L w) / (Σ w ∈ grid, w ^ 2) := eq_refl.
Example definition_parabola_c2 grid L :
  parabola_c2 grid L = (Σ w ∈ grid, centred grid w * L w)
                       / (Σ w ∈ grid, centred grid w * centred grid w) := eq_refl.
Example definition_parabola_c0 grid L :
  parabola_c0 grid L = (Σ w ∈ grid, L w) / count grid
                       - parabola_c2 grid L * ((Σ w ∈ grid, w ^ 2) / count grid) := eq_refl.
Example definition_parabola_vertex grid L :
  parabola_vertex grid L = - parabola_c1 grid L / (2 * parabola_c2 grid L) := eq_refl.
Example definition_shape α β w :
  shape α β w = exp (- (β * w) * ln 10) + β / α * exp (α * w * ln 10) := eq_refl.
Example definition_vertex_shift grid α β : vertex_shift grid α β = parabola_vertex grid (shape α β) := eq_refl.
Example definition_optimal_data A B α β C :
  optimal_data A B α β C
  = exp (/ (α + β) * ln (β * B / (α * A))) * exp (α / (α + β) * ln (C / 6)) := eq_refl.
Example definition_isoflop_loss E A B α β C D :
  isoflop_loss E A B α β C D = chinchilla E A B α β (C / (6 * D)) D := eq_refl.
Example definition_fitted_shift E A B α β grid C :
  fitted_shift E A B α β grid C
  = parabola_vertex grid (fun w => isoflop_loss E A B α β C (optimal_data A B α β C * exp (w * ln 10)))
  := eq_refl.
Example definition_fitted_data E A B α β grid C :
  fitted_data E A B α β grid C
  = optimal_data A B α β C * exp (fitted_shift E A B α β grid C * ln 10) := eq_refl.
Example definition_fitted_size E A B α β grid C :
  fitted_size E A B α β grid C = C / (6 * fitted_data E A B α β grid C) := eq_refl.
Example definition_optimal_size_at A B α β C :
  optimal_size_at A B α β C = C / (6 * optimal_data A B α β C) := eq_refl.
Example definition_grid15 f :
  grid15 f = map (fun i => i / 7 * (ln f / ln 10)) [-7; -6; -5; -4; -3; -2; -1; 0; 1; 2; 3; 4; 5; 6; 7]
  := eq_refl.
Example definition_shift_percent grid α β :
  shift_percent grid α β = 100 * (exp (vertex_shift grid α β * ln 10) - 1) := eq_refl.

(** Two runs, the counterexample of P1. *)
Example definition_two : two = [true; false] := eq_refl.
Example definition_fP : fP = (fun b => if b then 1 else 0) := eq_refl.
Example definition_dP : dP = (fun e b => if b then / e else e) := eq_refl.

Definition pin_normal_solution :
  forall (Run : Type) (l : list Run) (cols : list (Run -> R)),
  injective l cols ->
  forall y : list R,
  length y = length cols ->
  exists x : list R,
    length x = length cols /\
    (forall v : list R, length v = length cols -> dot l (comb cols x) (comb cols v) = Independent.pair y v)
  := @normal_solution.

Definition pin_bounded_below :
  forall (Run : Type) (l : list Run) (cols : list (Run -> R)),
  injective l cols -> exists m : R, 0 < m /\ rayleigh_lower l cols m
  := @bounded_below.

Definition pin_least_squares_exists :
  forall (Run : Type) (l : list Run) (cols : list (Run -> R)) (m : R) (j : nat),
  0 < m ->
  rayleigh_lower l cols m ->
  exists x : list R,
    length x = length cols /\
    (forall v : list R,
     length v = length cols -> dot l (comb cols x) (comb cols v) = coefficient j v) /\
    unbiased l cols j (comb cols x)
  := @least_squares_exists.

Definition pin_least_squares_sd :
  forall (Run : Type) (l : list Run) (cols : list (Run -> R)) (j : nat) (x : list R) (m σ : R),
  0 < m ->
  rayleigh_lower l cols m ->
  0 <= σ ->
  length x = length cols ->
  (forall v : list R,
   length v = length cols -> dot l (comb cols x) (comb cols v) = coefficient j v) ->
  standard_deviation l σ (comb cols x) <= σ / sqrt m
  := @least_squares_sd.

Definition pin_independent_at_most :
  forall (Run : Type) (l : list Run) (cols : list (Run -> R)),
  injective l cols -> (length cols <= length l)%nat
  := @independent_at_most.

Definition pin_eigenvalue_order :
  forall (Run : Type) (l : list Run) (cols : list (Run -> R)) (j : nat) (m M : R),
  eigenvalue_at_least l cols j m -> eigenvalue_at_most l cols j M -> m <= M
  := @eigenvalue_order.

Definition pin_rolle :
  forall f f' : R -> R,
  (forall x : R_AbsRing, is_derive f x (f' x)) ->
  forall (l : list R) (a b : R),
  zeros f a (b :: l) ->
  exists (c : R) (l' : list R), a < c < b /\ length l' = length l /\ zeros f' c l'
  := @rolle.

Definition pin_cubic :
  forall c1 c2 c3 c4 : R,
  has_zeros (fun x : R => c1 + c2 * x + c3 * x ^ 2 + c4 * x ^ 3) 4 ->
  c1 = 0 /\ c2 = 0 /\ c3 = 0 /\ c4 = 0
  := @cubic.

Definition pin_cubic_with_exponential :
  forall α c0 c1 c2 c3 c4 : R,
  α <> 0 ->
  has_zeros (fun x : R => c0 * exp (α * x) + (c1 + c2 * x + c3 * x ^ 2 + c4 * x ^ 3)) 5 ->
  c0 = 0 /\ c1 = 0 /\ c2 = 0 /\ c3 = 0 /\ c4 = 0
  := @cubic_with_exponential.

Definition pin_five_sizes_independent :
  forall (Run : Type) (l : list Run) (N : Run -> R) (α : R),
  α <> 0 ->
  (forall i : Run, In i l -> 0 < N i) -> five_sizes l N -> injective l (limit_columns N α)
  := @five_sizes_independent.

Definition pin_five_sizes_mu :
  forall (Run : Type) (l : list Run) (N : Run -> R) (α : R),
  α <> 0 ->
  (forall i : Run, In i l -> 0 < N i) ->
  five_sizes l N -> exists μ : R, 0 < μ /\ independent l N α μ
  := @five_sizes_mu.

Definition pin_X3_lambda_min_order :
  forall (Run : Type) (l : list Run) (N : Run -> R) (α : R),
  α <> 0 ->
  (forall i : Run, In i l -> 0 < N i) ->
  five_sizes l N ->
  forall A B k : R,
  A <> 0 ->
  B <> 0 ->
  0 < k ->
  exists ε0 c C : R,
    0 < ε0 /\
    0 < c /\
    (forall ε : R,
     0 < Rabs ε < ε0 ->
     rayleigh_lower l (jacobian A B α (α - ε) N (fun i : Run => k * N i)) (c * ε ^ 6) /\
     (forall m : R,
      0 <= m ->
      rayleigh_lower l (jacobian A B α (α - ε) N (fun i : Run => k * N i)) m -> m <= C * ε ^ 6))
  := @X3_lambda_min_order.

Definition pin_X3_kappa_order :
  forall (Run : Type) (l : list Run) (N : Run -> R) (α : R),
  α <> 0 ->
  (forall i : Run, In i l -> 0 < N i) ->
  five_sizes l N ->
  forall A B k : R,
  A <> 0 ->
  B <> 0 ->
  0 < k ->
  exists ε0 c C : R,
    0 < ε0 /\
    0 < c /\
    (forall ε : R,
     0 < Rabs ε < ε0 ->
     condition_bound l (jacobian A B α (α - ε) N (fun i : Run => k * N i)) (C * / ε ^ 6) /\
     (forall K : R,
      condition_bound l (jacobian A B α (α - ε) N (fun i : Run => k * N i)) K ->
      c * / ε ^ 6 <= K))
  := @X3_kappa_order.

Definition pin_X3_sd_above :
  forall (Run : Type) (l : list Run) (N : Run -> R) (α : R),
  α <> 0 ->
  (forall i : Run, In i l -> 0 < N i) ->
  five_sizes l N ->
  forall A B k : R,
  A <> 0 ->
  B <> 0 ->
  0 < k ->
  exists ε0 C : R,
    0 < ε0 /\
    (forall (ε : R) (j : nat) (σ : R) (x : list R),
     0 < Rabs ε < ε0 ->
     0 <= σ ->
     least_squares l N α A B k ε j x ->
     standard_deviation l σ (comb (jacobian A B α (α - ε) N (fun i : Run => k * N i)) x) <=
     C * σ / Rabs ε ^ 3)
  := @X3_sd_above.

Definition pin_X3_sd_A_order :
  forall (Run : Type) (l : list Run) (N : Run -> R) (α : R),
  α <> 0 ->
  (forall i : Run, In i l -> 0 < N i) ->
  five_sizes l N ->
  forall A B k : R,
  A <> 0 ->
  B <> 0 ->
  0 < k ->
  exists ε0 c C : R,
    0 < ε0 /\
    0 < c /\
    (forall ε σ : R,
     0 < Rabs ε < ε0 ->
     0 <= σ ->
     exists x : list R,
       least_squares l N α A B k ε 1 x /\
       c * σ / Rabs ε ^ 3 <=
       standard_deviation l σ (comb (jacobian A B α (α - ε) N (fun i : Run => k * N i)) x) <=
       C * σ / Rabs ε ^ 3)
  := @X3_sd_A_order.

Definition pin_X3_eigenvalue_orders :
  forall (Run : Type) (l : list Run) (N : Run -> R) (A B α k : R),
  α <> 0 ->
  A <> 0 ->
  B <> 0 ->
  0 < k ->
  (forall i : Run, In i l -> 0 < N i) ->
  five_sizes l N ->
  exists ε0 c C : R,
    0 < ε0 /\
    0 < c /\
    (forall ε : R,
     0 < Rabs ε < ε0 ->
     let J := jacobian A B α (α - ε) N (fun i : Run => k * N i) in
     (eigenvalue_at_least l J 1 (c * ε ^ 6) /\ eigenvalue_at_most l J 1 (C * ε ^ 6)) /\
     (eigenvalue_at_least l J 2 (c * ε ^ 2) /\ eigenvalue_at_most l J 2 (C * ε ^ 2)) /\
     eigenvalue_at_least l J 3 c /\ eigenvalue_at_most l J 5 C)
  := @X3_eigenvalue_orders.

Definition pin_X4_eigenvalue_orders :
  forall (Run : Type) (l : list Run) (f x : Run -> R) (c1 c2 : R -> R) (p q X lo hi : R),
  p <> 0 ->
  q <> 0 ->
  p <> q ->
  0 <= X ->
  scale_between c1 lo hi ->
  scale_between c2 lo hi ->
  (forall i : Run, In i l -> Rabs (x i) <= X) ->
  0 < dot l f f ->
  injective l (quadratic_columns f x) ->
  exists ε0 c C : R,
    0 < ε0 /\
    0 < c /\
    (forall ε : R,
     0 < Rabs ε < ε0 ->
     (eigenvalue_at_least l (moving_triple f x c1 c2 p q ε) 1 (c * ε ^ 4) /\
      eigenvalue_at_most l (moving_triple f x c1 c2 p q ε) 1 (C * ε ^ 4)) /\
     (eigenvalue_at_least l (moving_triple f x c1 c2 p q ε) 2 (c * ε ^ 2) /\
      eigenvalue_at_most l (moving_triple f x c1 c2 p q ε) 2 (C * ε ^ 2)) /\
     eigenvalue_at_least l (moving_triple f x c1 c2 p q ε) 3 c /\
     eigenvalue_at_most l (moving_triple f x c1 c2 p q ε) 3 C)
  := @X4_eigenvalue_orders.

Definition pin_X4_interaction :
  forall (Run : Type) (l : list Run) (N : Run -> R) (E A B F α γ_D k p q : R),
  0 < k ->
  p <> 0 ->
  q <> 0 ->
  p <> q ->
  (forall i : Run, In i l -> 0 < N i) ->
  different_sizes 3 l N ->
  exists ε0 c C : R,
    0 < ε0 /\
    0 < c /\
    (forall ε : R,
     0 < Rabs ε < ε0 ->
     let J := interaction_columns N E A B F α γ_D k (p * ε) (q * ε) in
     (eigenvalue_at_least l J 1 (c * ε ^ 4) /\ eigenvalue_at_most l J 1 (C * ε ^ 4)) /\
     (eigenvalue_at_least l J 2 (c * ε ^ 2) /\ eigenvalue_at_most l J 2 (C * ε ^ 2)) /\
     eigenvalue_at_least l J 3 c /\ eigenvalue_at_most l J 3 C)
  := @X4_interaction.

Definition pin_B16_interaction_det :
  forall (Run : Type) (l : list Run) (N : Run -> R) (E A B F α γ_D k : R),
  0 < k ->
  (forall i : Run, In i l -> 0 < N i) ->
  forall X a b : R,
  (forall i : Run, In i l -> Rabs (ln (N i)) <= X) ->
  a <> 0 ->
  b <> 0 ->
  a <> b ->
  let jA :=
    fun i : Run => Printed.interaction_d_A E A B F α (α - a) (α - b - γ_D) γ_D (N i) (k * N i)
    in
  let jB :=
    fun i : Run => Printed.interaction_d_B E A B F α (α - a) (α - b - γ_D) γ_D (N i) (k * N i)
    in
  let jF :=
    fun i : Run => Printed.interaction_d_F E A B F α (α - a) (α - b - γ_D) γ_D (N i) (k * N i)
    in
  let e := fun i : Run => Rpower (N i) (- α) in
  let main :=
    (Rpower k (- (α - a)))² * (Rpower k (- γ_D))² * (a * b * (b - a) / 2)² *
    gram3 l e (fun i : Run => ln (N i) * e i) (fun i : Run => (ln (N i))² * e i) in
  main * exp (- (2 * tilt a b X)) <= gram3 l jA jB jF <= main * exp (2 * tilt a b X)
  := @B16_interaction_det.

Definition pin_kappa_eq_order :
  forall a m2 v a' m2' v' : R,
  m2 = v + a² ->
  m2' = v' + a'² ->
  0 < a ->
  0 < v -> 0 < a' -> 0 < v' -> kappa_eq 1 a m2 < kappa_eq 1 a' m2' <-> v' / a'² < v / a²
  := @kappa_eq_order.

Definition pin_P2_2_duplicate_max_kappa :
  forall β k_min k_max : R,
  0 < β ->
  0 < k_min ->
  k_min < k_max ->
  block_kappa_eq (entries β [k_min; k_max; k_max]) < block_kappa_eq (entries β [k_min; k_max]) <->
  2 * (Rpower (k_max / k_min) (- β))² < 1
  := @P2_2_duplicate_max_kappa.

Definition pin_P2_2_geometric_mean_iff :
  forall β k_min k_max : R,
  0 < β ->
  0 < k_min ->
  k_min < k_max ->
  block_kappa_eq (entries β [k_min; sqrt (k_min * k_max); k_max]) <
  block_kappa_eq (entries β [k_min; k_max]) <->
  2 * (1 + sqrt (Rpower (k_max / k_min) (- β)) + sqrt (Rpower (k_max / k_min) (- β)) ^ 2) *
  (1 + sqrt (Rpower (k_max / k_min) (- β)) ^ 4) <
  3 * (1 - sqrt (Rpower (k_max / k_min) (- β)) + sqrt (Rpower (k_max / k_min) (- β)) ^ 2) *
  (1 + sqrt (Rpower (k_max / k_min) (- β)) ^ 2) ^ 2
  := @P2_2_geometric_mean_iff.

Definition pin_P2_2_geometric_mean_closed :
  forall β k_min k_max : R,
  0 < β ->
  0 < k_min ->
  k_min < k_max ->
  block_kappa_eq (entries β [k_min; sqrt (k_min * k_max); k_max]) <
  block_kappa_eq (entries β [k_min; k_max]) <->
  (3 + sqrt 17) / 2 <
  sqrt (Rpower (k_max / k_min) (- β)) + / sqrt (Rpower (k_max / k_min) (- β))
  := @P2_2_geometric_mean_closed.

Definition pin_P2_2_geometric_mean_ratio :
  forall β k_min k_max : R,
  0 < β ->
  0 < k_min ->
  k_min < k_max ->
  block_kappa_eq (entries β [k_min; sqrt (k_min * k_max); k_max]) <
  block_kappa_eq (entries β [k_min; k_max]) <->
  (9 + 3 * sqrt 17) / 2 < Rpower (k_max / k_min) (- β) + / Rpower (k_max / k_min) (- β)
  := @P2_2_geometric_mean_ratio.

Definition pin_P2_2_geometric_mean_helps :
  block_kappa_eq (entries 1 [1; sqrt (1 * 10000); 10000]) <
  block_kappa_eq (entries 1 [1; 10000])
  := @P2_2_geometric_mean_helps.

Definition pin_isoflop_optimal_data :
  forall E A B α β : R,
  0 < A ->
  0 < B ->
  0 < α ->
  0 < β ->
  forall C D : R,
  0 < C ->
  0 < D -> isoflop_loss E A B α β C (optimal_data A B α β C) <= isoflop_loss E A B α β C D
  := @isoflop_optimal_data.

Definition pin_isoflop_surface :
  forall E A B α β : R,
  0 < A ->
  0 < B ->
  0 < α ->
  0 < β ->
  forall C w : R,
  0 < C ->
  isoflop_loss E A B α β C (optimal_data A B α β C * Rpower 10 w) =
  E + B * Rpower (optimal_data A B α β C) (- β) * shape α β w
  := @isoflop_surface.

Definition pin_parabola_least_squares :
  forall grid : list R,
  symmetric grid ->
  (exists w w' : R, In w grid /\ In w' grid /\ w² <> w'²) ->
  forall (L : R -> R) (b0 b1 b2 : R),
  Σ w ∈ grid, (L w -
               (parabola_c0 grid L + parabola_c1 grid L * w + parabola_c2 grid L * w ^ 2))² <=
  Σ w ∈ grid, (L w - (b0 + b1 * w + b2 * w ^ 2))²
  := @parabola_least_squares.

Definition pin_X12_vertex :
  forall E A B α β : R,
  0 < A ->
  0 < B ->
  0 < α ->
  0 < β ->
  forall grid : list R,
  symmetric grid ->
  (exists w w' : R, In w grid /\ In w' grid /\ w² <> w'²) ->
  forall C : R, 0 < C -> fitted_shift E A B α β grid C = vertex_shift grid α β
  := @X12_vertex.

Definition pin_X12_intercepts :
  forall E A B α β : R,
  0 < A ->
  0 < B ->
  0 < α ->
  0 < β ->
  forall grid : list R,
  symmetric grid ->
  (exists w w' : R, In w grid /\ In w' grid /\ w² <> w'²) ->
  forall C : R,
  0 < C ->
  fitted_data E A B α β grid C = Rpower 10 (vertex_shift grid α β) * optimal_data A B α β C /\
  fitted_size E A B α β grid C =
  Rpower 10 (- vertex_shift grid α β) * optimal_size_at A B α β C
  := @X12_intercepts.

Definition pin_X12_data_exponent :
  forall E A B α β : R,
  0 < A ->
  0 < B ->
  0 < α ->
  0 < β ->
  forall grid : list R,
  symmetric grid ->
  (exists w w' : R, In w grid /\ In w' grid /\ w² <> w'²) ->
  forall C C' : R,
  0 < C ->
  0 < C' ->
  fitted_data E A B α β grid C' / fitted_data E A B α β grid C = Rpower (C' / C) (α / (α + β))
  := @X12_data_exponent.

Definition pin_X12_size_exponent :
  forall E A B α β : R,
  0 < A ->
  0 < B ->
  0 < α ->
  0 < β ->
  forall grid : list R,
  symmetric grid ->
  (exists w w' : R, In w grid /\ In w' grid /\ w² <> w'²) ->
  forall C C' : R,
  0 < C ->
  0 < C' ->
  fitted_size E A B α β grid C' / fitted_size E A B α β grid C = Rpower (C' / C) (β / (α + β))
  := @X12_size_exponent.

Definition pin_X12_shift_sign :
  forall grid : list R,
  symmetric grid ->
  (exists w w' : R, In w grid /\ In w' grid /\ w² <> w'²) ->
  forall α β : R,
  0 < α ->
  0 < β ->
  (β < α -> vertex_shift grid α β < 0) /\
  (α < β -> 0 < vertex_shift grid α β) /\ (α = β -> vertex_shift grid α β = 0)
  := @X12_shift_sign.

Definition pin_X12_shift_zero_iff :
  forall grid : list R,
  symmetric grid ->
  (exists w w' : R, In w grid /\ In w' grid /\ w² <> w'²) ->
  forall α β : R, 0 < α -> 0 < β -> vertex_shift grid α β = 0 <-> α = β
  := @X12_shift_zero_iff.

Definition pin_X1_limit_moving :
  forall (Run : Type) (l : list Run) (f : R -> Run -> R) (x : Run -> R) (c : R -> R) (ε1 : R),
  0 < ε1 ->
  (forall (ε : R) (i : Run), Rabs ε < ε1 -> In i l -> f ε i <> 0) ->
  (forall ε : R, Rabs ε < ε1 -> c ε <> 0) ->
  (forall i : Run, In i l -> continuity_pt (fun ε : R => f ε i) 0) ->
  continuity_pt c 0 ->
  (exists i j : Run, In i l /\ In j l /\ x i <> x j) ->
  is_lim (fun ε : R => ε² * pair_kappa l (f ε) (fun i : Run => c ε * exp (ε * x i) * f ε i)) 0
    ((1 + (c 0)²)² / ((c 0)² * (spread l (fun i : Run => (f 0 i)²) x / (Σ i ∈ l, (f 0 i)²)²)))
  := @X1_limit_moving.

Definition pin_X1_kaplan_limit :
  forall (Run : Type) (l : list Run) (N : Run -> R) (N_c D_c a k : R),
  0 < N_c ->
  0 < D_c ->
  0 < a ->
  0 < k ->
  (forall i : Run, In i l -> 0 < N i) ->
  different_sizes 2 l N ->
  let jN := fun (ε : R) (i : Run) => kaplan_j_N_c N_c D_c (a * (1 + ε)) a (N i) (k * N i) in
  let jD := fun (ε : R) (i : Run) => kaplan_j_D_c N_c D_c (a * (1 + ε)) a (N i) (k * N i) in
  let w := fun i : Run => (jD 0 i)² in
  is_lim (fun ε : R => ε² * pair_kappa l (jN ε) (jD ε)) 0
    ((1 + k²)² / (k² * (spread l w (fun i : Run => ln (N i)) / (Σ i ∈ l, w i)²)))
  := @X1_kaplan_limit.

Definition pin_C1_chinchilla_exact :
  forall (Run : Type) (l : list Run) (N : Run -> R) (α k : R),
  0 < k ->
  (forall i : Run, In i l -> 0 < N i) ->
  different_sizes 2 l N ->
  forall ε : R,
  ε <> 0 ->
  variance_A l (fun i : Run => chinchilla_j_A α (N i))
    (fun i : Run => chinchilla_j_B (α - ε) (k * N i)) /
  variance_psi l (fun i : Run => chinchilla_j_A α (N i)) =
  ratio2 l (fun i : Run => (chinchilla_j_A α (N i))²) (fun i : Run => ln (N i)) ε
  := @C1_chinchilla_exact.

Definition pin_C1_chinchilla_two_sided :
  forall (Run : Type) (l : list Run) (N : Run -> R) (α k X : R),
  0 < k ->
  (forall i : Run, In i l -> 0 < N i) ->
  (forall i : Run, In i l -> Rabs (ln (N i)) <= X) ->
  different_sizes 2 l N ->
  forall ε : R,
  ε <> 0 ->
  exp (- (4 * (Rabs ε * X))) *
  /
  (spread l (fun i : Run => (chinchilla_j_A α (N i))²) (fun i : Run => ln (N i)) /
   (Σ i ∈ l, (chinchilla_j_A α (N i))²)²) <=
  ε² *
  (variance_A l (fun i : Run => chinchilla_j_A α (N i))
     (fun i : Run => chinchilla_j_B (α - ε) (k * N i)) /
   variance_psi l (fun i : Run => chinchilla_j_A α (N i))) <=
  exp (4 * (Rabs ε * X)) *
  /
  (spread l (fun i : Run => (chinchilla_j_A α (N i))²) (fun i : Run => ln (N i)) /
   (Σ i ∈ l, (chinchilla_j_A α (N i))²)²)
  := @C1_chinchilla_two_sided.

Definition pin_C1_chinchilla_limit :
  forall (Run : Type) (l : list Run) (N : Run -> R) (α k X : R),
  0 < k ->
  (forall i : Run, In i l -> 0 < N i) ->
  (forall i : Run, In i l -> Rabs (ln (N i)) <= X) ->
  different_sizes 2 l N ->
  is_lim
    (fun ε : R =>
     ε² *
     (variance_A l (fun i : Run => chinchilla_j_A α (N i))
        (fun i : Run => chinchilla_j_B (α - ε) (k * N i)) /
      variance_psi l (fun i : Run => chinchilla_j_A α (N i)))) 0
    (/
     (spread l (fun i : Run => (chinchilla_j_A α (N i))²) (fun i : Run => ln (N i)) /
      (Σ i ∈ l, (chinchilla_j_A α (N i))²)²))
  := @C1_chinchilla_limit.

Definition pin_D2_chinchilla_kernel_exact :
  forall (Run : Type) (l : list Run) (N : Run -> R) (A B α k : R),
  α <> 0 ->
  A <> 0 ->
  0 < k ->
  (forall i : Run, In i l -> 0 < N i) ->
  different_sizes 3 l N ->
  forall v : list R,
  length v = 5%nat ->
  (forall i : Run, In i l -> comb (jacobian A B α α N (fun i0 : Run => k * N i0)) v i = 0) <->
  (exists s t : R,
     v =
     span2 s t [0; Rpower k (- α); -1; 0; 0]
       [0; - B * Rpower k (- α) * ln k; 0; B * Rpower k (- α) / A; -1])
  := @D2_chinchilla_kernel_exact.

Definition pin_D2_kaplan_kernel_exact :
  forall (Run : Type) (l : list Run) (N : Run -> R) (N_c D_c a k : R),
  0 < N_c ->
  0 < D_c ->
  0 < a ->
  0 < k ->
  (forall i : Run, In i l -> 0 < N i) ->
  different_sizes 2 l N ->
  forall v : list R,
  length v = 4%nat ->
  (forall i : Run,
   In i l -> comb (kaplan_jacobian N_c D_c a a N (fun i0 : Run => k * N i0)) v i = 0) <->
  (exists s t : R,
     v =
     span2 s t [1; - k; 0; 0]
       [- ((N_c + D_c / k) * ln ((N_c + D_c / k) / N_c) / a); 0; 1 - (N_c + D_c / k) / N_c; 1])
  := @D2_kaplan_kernel_exact.

Definition pin_exponential_with_log :
  forall m p c1 c2 c3 c4 : R,
  0 < m ->
  0 < p ->
  has_zeros
    (fun z : R =>
     c1 * exp z + c2 * (z * exp z) + c3 + c4 * ((m + p * exp z) * ln (m + p * exp z))) 4 ->
  c1 = 0 /\ c2 = 0 /\ c3 = 0 /\ c4 = 0
  := @exponential_with_log.

Definition pin_D2_droppo_kernel_exact :
  forall (Run : Type) (l : list Run) (N : Run -> R) (L_inf N_C D_C γ α k : R),
  0 < N_C ->
  0 < D_C ->
  0 < γ ->
  0 < α ->
  0 < k ->
  (forall i : Run, In i l -> 0 < N i) ->
  different_sizes 4 l N ->
  forall v : list R,
  length v = 6%nat ->
  (forall i : Run,
   In i l ->
   comb (droppo_elibol_jacobian L_inf N_C D_C (α * γ) (α * γ) α N (fun i0 : Run => k * N i0))
     v i = 0) <->
  (exists s t : R,
     v =
     span2 s t [0; N_C / (γ * Rpower N_C γ); - (D_C / (γ * Rpower (D_C / k) γ)); 0; 0; 0]
       [0; N_C * ln (D_C / k / N_C) / (α * γ * Rpower N_C γ); 0; 1 / Rpower N_C γ;
        - (1 / Rpower (D_C / k) γ); 0])
  := @D2_droppo_kernel_exact.

Definition pin_P1_without_delta_false :
  (forall e : R, e <> 0 -> dot two (perp two fP (dP e)) (perp two fP (dP e)) = e²) /\
  (forall S : R, exists e : R, 0 < e <= 1 /\ S < pair_lam_plus two fP (dP e))
  := @P1_without_delta_false.

Definition pin_P2_2_geometric_mean_200000 :
  block_kappa_eq (entries 0.28 [20; 2000; 200000]) <
  block_kappa_eq (entries 0.28 [20; 200000])
  := @P2_2_geometric_mean_200000.

Definition pin_X12_shift_2 :
  within (shift_percent (grid15 2) 0.34 0.28) (- (0.3269378)) 0.00000005
  := @X12_shift_2.

Definition pin_X3_kaplan_lambda_min_order :
  forall (Run : Type) (l : list Run) (N : Run -> R) (N_c D_c a k : R),
  0 < N_c ->
  0 < D_c ->
  0 < a ->
  0 < k ->
  (forall i : Run, In i l -> 0 < N i) ->
  different_sizes 4 l N ->
  exists ε0 c : R,
    0 < ε0 /\
    0 < c /\
    (forall ε : R,
     0 < Rabs ε < ε0 ->
     rayleigh_lower l (kaplan_jacobian N_c D_c (a * (1 + ε)) a N (fun i : Run => k * N i)) (c * ε ^ 6))
  := @X3_kaplan_lambda_min_order.

Definition pin_X3_kaplan_eigenvalue_orders :
  forall (Run : Type) (l : list Run) (N : Run -> R) (N_c D_c a k : R),
  0 < N_c ->
  0 < D_c ->
  0 < a ->
  0 < k ->
  (forall i : Run, In i l -> 0 < N i) ->
  different_sizes 4 l N ->
  exists ε0 c C : R,
    0 < ε0 /\
    0 < c /\
    (forall ε : R,
     0 < Rabs ε < ε0 ->
     let J := kaplan_jacobian N_c D_c (a * (1 + ε)) a N (fun i : Run => k * N i) in
     (eigenvalue_at_least l J 1 (c * ε ^ 6) /\ eigenvalue_at_most l J 1 (C * ε ^ 6)) /\
     (eigenvalue_at_least l J 2 (c * ε ^ 2) /\ eigenvalue_at_most l J 2 (C * ε ^ 2)) /\
     eigenvalue_at_least l J 3 c /\ eigenvalue_at_most l J 4 C)
  := @X3_kaplan_eigenvalue_orders.

Definition pin_X3_kaplan_sd_above :
  forall (Run : Type) (l : list Run) (N : Run -> R) (N_c D_c a k : R),
  0 < N_c ->
  0 < D_c ->
  0 < a ->
  0 < k ->
  (forall i : Run, In i l -> 0 < N i) ->
  different_sizes 4 l N ->
  exists ε0 C : R,
    0 < ε0 /\
    (forall (ε : R) (j : nat) (σ : R) (v : list R),
     0 < Rabs ε < ε0 ->
     0 <= σ ->
     length v = 4%nat ->
     (forall u : list R,
      length u = 4%nat ->
      dot l (comb (kaplan_jacobian N_c D_c (a * (1 + ε)) a N (fun i : Run => k * N i)) v)
        (comb (kaplan_jacobian N_c D_c (a * (1 + ε)) a N (fun i : Run => k * N i)) u) = coefficient j u) ->
     standard_deviation l σ
       (comb (kaplan_jacobian N_c D_c (a * (1 + ε)) a N (fun i : Run => k * N i)) v) <=
     C * σ / Rabs ε ^ 3)
  := @X3_kaplan_sd_above.

Definition pin_X3_kaplan_kappa_above :
  forall (Run : Type) (l : list Run) (N : Run -> R) (N_c D_c a k : R),
  0 < N_c ->
  0 < D_c ->
  0 < a ->
  0 < k ->
  (forall i : Run, In i l -> 0 < N i) ->
  different_sizes 4 l N ->
  exists ε0 C : R,
    0 < ε0 /\
    (forall ε : R,
     0 < Rabs ε < ε0 ->
     condition_bound l (kaplan_jacobian N_c D_c (a * (1 + ε)) a N (fun i : Run => k * N i)) (C * / ε ^ 6))
  := @X3_kaplan_kappa_above.

Definition pin_P2_2_end_rays :
  forall a b : R, V [a; b] = ((b - a) / 2)²
  := @P2_2_end_rays.

Definition pin_two_exponentials :
  forall a b c0 c1 c2 c3 c4 : R,
  a <> 0 ->
  b <> 0 ->
  a <> b ->
  has_zeros (fun x : R => c0 + (c1 + c2 * x) * exp (a * x) + (c3 + c4 * x) * exp (b * x)) 5 ->
  c0 = 0 /\ c1 = 0 /\ c2 = 0 /\ c3 = 0 /\ c4 = 0
  := @two_exponentials.

Definition pin_X3_injective_any_gap :
  forall (Run : Type) (l : list Run) (N : Run -> R) (A B α β k : R),
  A <> 0 ->
  B <> 0 ->
  α <> 0 ->
  β <> 0 ->
  α <> β ->
  0 < k ->
  (forall i : Run, In i l -> 0 < N i) ->
  five_sizes l N -> injective l (jacobian A B α β N (fun i : Run => k * N i))
  := @X3_injective_any_gap.

Definition pin_X3_kappa_finite :
  forall (Run : Type) (l : list Run) (N : Run -> R) (A B α β k : R),
  A <> 0 ->
  B <> 0 ->
  α <> 0 ->
  β <> 0 ->
  α <> β ->
  0 < k ->
  (forall i : Run, In i l -> 0 < N i) ->
  five_sizes l N -> exists K : R, condition_bound l (jacobian A B α β N (fun i : Run => k * N i)) K
  := @X3_kappa_finite.

Definition pin_X2_R_min_best_decreasing_kappa :
  forall β κ κ' : R, 0 < β -> 1 < κ -> κ < κ' -> R_min_best β κ' < R_min_best β κ
  := @X2_R_min_best_decreasing_kappa.

Definition pin_X2_R_min_best_decreasing_beta :
  forall β β' κ : R, 0 < β -> β < β' -> 1 < κ -> R_min_best β' κ < R_min_best β κ
  := @X2_R_min_best_decreasing_beta.

Definition pin_X1_droppo_limit :
  forall (Run : Type) (l : list Run) (N : Run -> R) (L_inf N_C D_C γ α k : R),
  0 < N_C ->
  0 < D_C ->
  0 < γ ->
  0 < α ->
  0 < k ->
  (forall i : Run, In i l -> 0 < N i) ->
  different_sizes 2 l N ->
  let jN :=
    fun (ε : R) (i : Run) =>
    Printed.droppo_elibol_d_N_C L_inf N_C D_C (α * γ) (α * (γ - ε)) α (N i) (k * N i) in
  let jD :=
    fun (ε : R) (i : Run) =>
    Printed.droppo_elibol_d_D_C L_inf N_C D_C (α * γ) (α * (γ - ε)) α (N i) (k * N i) in
  let w := fun i : Run => (jN 0 i)² in
  let c := N_C * Rpower (D_C / k) γ / (D_C * Rpower N_C γ) in
  is_lim (fun ε : R => ε² * pair_kappa l (jN ε) (jD ε)) 0
    ((1 + c²)² / (c² * (spread l w (fun i : Run => ln (N i)) / (Σ i ∈ l, w i)²)))
  := @X1_droppo_limit.
