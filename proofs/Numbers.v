(** Known answers and numerical counterexamples, enclosed by interval arithmetic.

    name                      ==  meaning
    X2_R_min_028_50 …         ==  R_min(0.28, 50) = 8.3463, (0.28, 100) = 4.3194,
                                  (0.37, 50) = 4.9814, (0.37, 100) = 3.026, to the last digit
    X2_R_min_best_028_50      ==  with the best shares: 7.64413
    P2_2_two_167, _three_167  ==  κ_eq of {20, 167} is 49.9811, of {20, 160, 167} is 47.0267
    P2_2_two_2000, _three_2000==  κ_eq of {20, 2000} is 14.3238, of {20, 1900, 2000} is 11.1704
    P2_2_third_ray_can_help   ==  so a strictly middle ray can lower κ_eq
    P2_2_geometric_mean_200000 ==  {20, 2000, 200000} has smaller κ_eq than {20, 200000}
    X12_shift_2 …             ==  100(10^δw − 1), (α, β) = (0.34, 0.28), 15 points within a factor of 2
    P2_units_kappa            ==  block κ of {20, 100}: 206.22, of {0.02, 0.1}: 178.4446,
                                  of {20000, 100000}: 7827.4
    P2_units_kappa_eq         ==  κ_eq is 83.4553 in all three units
    P2_units_opposite         ==  at κ_target = 1000: V_K ≥ τ_K in one unit of D, V_K < τ_K in another
    X9_twin_hoffmann          ==  Hoffmann's twin at k = 20: A' = 177.5155098, B' = 1125.392192
    X1_design_kappa           ==  20 sizes on [1e7, 1e9], k = 20, ε = 0.06: κ_AB = 884.48751
    X1_design_kappa_eq        ==  κ_eq = 848.98190                                          *)

From Coq Require Import Reals List Lra.
From Coquelicot Require Import Rcomplements.
From Interval Require Import Tactic.
From Offray Require Import Sums Gram Parallel Laws Coverage Parabola Isoflop.
Import ListNotations.
Open Scope R_scope.

(** |value − claim| ≤ half a unit of the last digit. *)
Definition within (value claim half : R) : Prop := Rabs (value - claim) <= half.

Ltac closed_rays :=
  unfold within, block_kappa_eq, block_kappa;
  rewrite ?EIG_kappa_eq_value;
  unfold kappa, lam_plus, lam_minus, tr, det, V, tau, mean, mean2, count, entries, map, sum, Rpower, Rsqr.
Ltac enclose := closed_rays; interval with (i_prec 80).
Ltac enclose_threshold := unfold within, R_min, R_min_best, artanh, arcsinh, threshold; interval with (i_prec 80).

Theorem X2_R_min_028_50 : within (R_min 0.28 50) 8.3463 0.00005.
Proof. enclose_threshold. Qed.
Theorem X2_R_min_028_100 : within (R_min 0.28 100) 4.3194 0.00005.
Proof. enclose_threshold. Qed.
Theorem X2_R_min_037_50 : within (R_min 0.37 50) 4.9814 0.00005.
Proof. enclose_threshold. Qed.
Theorem X2_R_min_037_100 : within (R_min 0.37 100) 3.026 0.0005.
Proof. enclose_threshold. Qed.
Theorem X2_R_min_best_028_50 : within (R_min_best 0.28 50) 7.64413 0.000005.
Proof. enclose_threshold. Qed.

Theorem P2_2_two_167 : within (block_kappa_eq (entries 0.28 [20; 167])) 49.9811 0.00005.
Proof. enclose. Qed.
Theorem P2_2_three_167 : within (block_kappa_eq (entries 0.28 [20; 160; 167])) 47.0267 0.00005.
Proof. enclose. Qed.
Theorem P2_2_two_2000 : within (block_kappa_eq (entries 0.28 [20; 2000])) 14.3238 0.00005.
Proof. enclose. Qed.
Theorem P2_2_three_2000 : within (block_kappa_eq (entries 0.28 [20; 1900; 2000])) 11.1704 0.00005.
Proof. enclose. Qed.

Theorem P2_2_third_ray_can_help :
  block_kappa_eq (entries 0.28 [20; 1900; 2000]) < block_kappa_eq (entries 0.28 [20; 2000]).
Proof.
  pose proof P2_2_two_2000 as H2. pose proof P2_2_three_2000 as H3. unfold within in *.
  apply Rabs_le_between in H2. apply Rabs_le_between in H3. lra.
Qed.

Theorem P2_units_kappa :
  within (block_kappa (entries 0.28 [20; 100])) 206.22 0.005
  /\ within (block_kappa (entries 0.28 [0.02; 0.1])) 178.4446 0.00005
  /\ within (block_kappa (entries 0.28 [20000; 100000])) 7827.4 0.05.
Proof. repeat split; enclose. Qed.

Theorem P2_units_kappa_eq :
  within (block_kappa_eq (entries 0.28 [20; 100])) 83.4553 0.00005
  /\ within (block_kappa_eq (entries 0.28 [0.02; 0.1])) 83.4553 0.00005
  /\ within (block_kappa_eq (entries 0.28 [20000; 100000])) 83.4553 0.00005.
Proof. repeat split; enclose. Qed.

(** The same two rays, with D in tokens and in thousandths of a token. *)
Theorem P2_units_opposite :
  tau 1000 (entries 0.28 [20; 100]) <= V (entries 0.28 [20; 100])
  /\ V (entries 0.28 [20000; 100000]) < tau 1000 (entries 0.28 [20000; 100000]).
Proof. split; closed_rays; interval with (i_prec 80). Qed.

Theorem X9_twin_hoffmann :
  within (410.7 * Rpower 20 (- 0.28)) 177.5155098 0.00000005
  /\ within (406.4 * Rpower 20 0.34) 1125.392192 0.0000005.
Proof. unfold within, Rpower. split; interval with (i_prec 80). Qed.

(** 20 sizes, log-uniform on [1e7, 1e9] with both ends, on the ray D = 20 N; Hoffmann's
    exponents with β = α − 0.06. *)
Definition design20 : list R :=
  map (fun i => exp ((7 + 2 * i / 19) * ln 10))
      [0; 1; 2; 3; 4; 5; 6; 7; 8; 9; 10; 11; 12; 13; 14; 15; 16; 17; 18; 19].
Definition design20_A (N : R) : R := chinchilla_j_A 0.34 N.
Definition design20_B (N : R) : R := chinchilla_j_B 0.28 (20 * N).

Ltac enclose_design :=
  unfold within, pair_kappa, kappa_eq, dot, design20, design20_A, design20_B, chinchilla_j_A,
    chinchilla_j_B, kappa, lam_plus, lam_minus, tr, det, map, sum, Rpower, Rsqr;
  interval with (i_prec 80).

Theorem X1_design_kappa : within (pair_kappa design20 design20_A design20_B) 884.48751 0.000005.
Proof. enclose_design. Qed.

(** A third ray at the geometric mean can lower κ_eq. *)
Theorem P2_2_geometric_mean_200000 :
  block_kappa_eq (entries 0.28 [20; 2000; 200000]) < block_kappa_eq (entries 0.28 [20; 200000]).
Proof. closed_rays. interval with (i_prec 80). Qed.

(** IsoFLOP grids of 15 equidistant points, within a factor f either side of the optimum. *)
Definition grid15 (f : R) : list R :=
  map (fun i => i / 7 * (ln f / ln 10)) [-7; -6; -5; -4; -3; -2; -1; 0; 1; 2; 3; 4; 5; 6; 7].
Definition shift_percent (grid : list R) (α β : R) : R :=
  100 * (Rpower 10 (vertex_shift grid α β) - 1).

Ltac enclose_shift :=
  unfold within, shift_percent, vertex_shift, parabola_vertex, parabola_c1, parabola_c2;
  unfold grid15, centred, moment, count, shape, map, sum, Rpower, Rsqr; interval with (i_prec 80).

Theorem X12_shift_2 : within (shift_percent (grid15 2) 0.34 0.28) (- (0.3269378)) 0.00000005.
Proof. enclose_shift. Qed.
