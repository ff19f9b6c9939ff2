(** X2 in numbers: what the program prints, each value between decimals that differ
    by one in the last digit.
    Printed by: offray verify X2 --rocq DIR

    name                                 == meaning
    R_min_0p28_50                        == R_min at β = 0.28, κ_t = 50, equal shares
    R_min_0p37_100                       == R_min at β = 0.37, κ_t = 100, equal shares
    R_min_best_0p28_50                   == R_min at β = 0.28, κ_t = 50, best shares
    block_kappa_0p28_20_100              == κ of rays {20, 100} at β = 0.28
    block_kappa_eq_0p28_20_100           == κ_eq of rays {20, 100} at β = 0.28
    block_kappa_0p28_20_1900_2000        == κ of rays {20, 1900, 2000} at β = 0.28
    block_kappa_eq_0p28_20_1900_2000     == κ_eq of rays {20, 1900, 2000} at β = 0.28
*)

From Coq Require Import Reals List Lra.
From Interval Require Import Tactic.
From Offray Require Import Sums Gram Parallel Taylor Jacobian Coverage Program Certificate.
From Offray.generated Require Printed.
Import ListNotations.
Open Scope R_scope.
Theorem R_min_0p28_50 :
  8.3463119028 <= R_min 0.28 50 <= 8.34631190281.
Proof. enclose 69%positive. Qed.

Theorem R_min_0p37_100 :
  3.02596927365 <= R_min 0.37 100 <= 3.02596927366.
Proof. enclose 69%positive. Qed.

Theorem R_min_best_0p28_50 :
  7.64412790936 <= R_min_best 0.28 50 <= 7.64412790937.
Proof. enclose 69%positive. Qed.

Theorem block_kappa_0p28_20_100 :
  206.219734085 <= block_kappa (entries 0.28 [20; 100]) <= 206.219734086.
Proof. enclose 109%positive. Qed.

Theorem block_kappa_eq_0p28_20_100 :
  83.4552779025 <= block_kappa_eq (entries 0.28 [20; 100]) <= 83.4552779026.
Proof. enclose 109%positive. Qed.

Theorem block_kappa_0p28_20_1900_2000 :
  50.9804787797 <= block_kappa (entries 0.28 [20; 1900; 2000]) <= 50.9804787798.
Proof. enclose 109%positive. Qed.

Theorem block_kappa_eq_0p28_20_1900_2000 :
  11.1704133271 <= block_kappa_eq (entries 0.28 [20; 1900; 2000]) <= 11.1704133272.
Proof. enclose 109%positive. Qed.

