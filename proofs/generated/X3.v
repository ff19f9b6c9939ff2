(** X3 in numbers: what the program prints, each value between decimals that differ
    by one in the last digit.
    Printed by: offray verify X3 --rocq DIR

    name                                 == meaning
    chinchilla_8_on_20                   == Chinchilla, Hoffmann's parameters: 8 sizes from 1e7 to 1e9 on D = 20 N
    chinchilla_8_on_20_E                 == its column ∂L/∂E
    chinchilla_8_on_20_A                 == its column ∂L/∂A
    chinchilla_8_on_20_B                 == its column ∂L/∂B
    chinchilla_8_on_20_alpha             == its column ∂L/∂α
    chinchilla_8_on_20_beta              == its column ∂L/∂β
    chinchilla_8_on_20_kappa             == their κ is at least 31499204392500000000
    kaplan_6_on_20                       == Kaplan, Kaplan's single-variable N_c, D_c, α_D: 6 sizes from 1e7 to 1e9 on D = 20 N
    kaplan_6_on_20_N_c                   == its column ∂L/∂N_c
    kaplan_6_on_20_D_c                   == its column ∂L/∂D_c
    kaplan_6_on_20_alpha_N               == its column ∂L/∂α_N
    kaplan_6_on_20_alpha_D               == its column ∂L/∂α_D
    kaplan_6_on_20_kappa                 == their κ is at least 6.22526347412e38
*)

From Coq Require Import Reals List Lra.
From Interval Require Import Tactic.
From Offray Require Import Sums Gram Parallel Taylor Jacobian Coverage Program Certificate.
From Offray.generated Require Printed.
Import ListNotations.
Open Scope R_scope.

(** Chinchilla, Hoffmann's parameters: 8 sizes from 1e7 to 1e9 on D = 20 N. *)
Definition chinchilla_8_on_20 : list (R * R) :=
  [(10000000, 200000000);
   (10000000 * exp (ln 100 * (1 / 7)), 20 * (10000000 * exp (ln 100 * (1 / 7))));
   (10000000 * exp (ln 100 * (2 / 7)), 20 * (10000000 * exp (ln 100 * (2 / 7))));
   (10000000 * exp (ln 100 * (3 / 7)), 20 * (10000000 * exp (ln 100 * (3 / 7))));
   (10000000 * exp (ln 100 * (4 / 7)), 20 * (10000000 * exp (ln 100 * (4 / 7))));
   (10000000 * exp (ln 100 * (5 / 7)), 20 * (10000000 * exp (ln 100 * (5 / 7))));
   (10000000 * exp (ln 100 * (6 / 7)), 20 * (10000000 * exp (ln 100 * (6 / 7))));
   (1000000000, 20000000000)].

Definition chinchilla_8_on_20_E (run : R * R) : R :=
  Printed.chinchilla_d_E 1.69 406.4 410.7 0.34 0.28 (fst run) (snd run).

Definition chinchilla_8_on_20_A (run : R * R) : R :=
  Printed.chinchilla_d_A 1.69 406.4 410.7 0.34 0.28 (fst run) (snd run).

Definition chinchilla_8_on_20_B (run : R * R) : R :=
  Printed.chinchilla_d_B 1.69 406.4 410.7 0.34 0.28 (fst run) (snd run).

Definition chinchilla_8_on_20_alpha (run : R * R) : R :=
  Printed.chinchilla_d_alpha 1.69 406.4 410.7 0.34 0.28 (fst run) (snd run).

Definition chinchilla_8_on_20_beta (run : R * R) : R :=
  Printed.chinchilla_d_beta 1.69 406.4 410.7 0.34 0.28 (fst run) (snd run).

Theorem chinchilla_8_on_20_kappa K : condition_bound chinchilla_8_on_20 [chinchilla_8_on_20_E; chinchilla_8_on_20_A; chinchilla_8_on_20_B; chinchilla_8_on_20_alpha; chinchilla_8_on_20_beta] K -> 31499204392500000000 <= K.
Proof.
  apply (rayleigh_claim chinchilla_8_on_20 [chinchilla_8_on_20_E; chinchilla_8_on_20_A; chinchilla_8_on_20_B; chinchilla_8_on_20_alpha; chinchilla_8_on_20_beta]
    [(-0.0314953316780708034); (-0.0000807204929140674843); (-0.0000985521010911048618); 0.566249091024544813; 0.823632196291554928]
    [(-0.0000051629633053451433); 0.352434608876356816; (-0.93583643984722756); (-0.0000479223488941398341); (-0.0000446881204771823536)]); [reflexivity|reflexivity| |];
  unfold chinchilla_8_on_20, chinchilla_8_on_20_E, Printed.chinchilla_d_E, chinchilla_8_on_20_A, Printed.chinchilla_d_A, chinchilla_8_on_20_B, Printed.chinchilla_d_B, chinchilla_8_on_20_alpha, Printed.chinchilla_d_alpha, chinchilla_8_on_20_beta, Printed.chinchilla_d_beta; enclose 136%positive.
Qed.


(** Kaplan, Kaplan's single-variable N_c, D_c, α_D: 6 sizes from 1e7 to 1e9 on D = 20 N. *)
Definition kaplan_6_on_20 : list (R * R) :=
  [(10000000, 200000000);
   (10000000 * exp (ln 100 * (1 / 5)), 20 * (10000000 * exp (ln 100 * (1 / 5))));
   (10000000 * exp (ln 100 * (2 / 5)), 20 * (10000000 * exp (ln 100 * (2 / 5))));
   (10000000 * exp (ln 100 * (3 / 5)), 20 * (10000000 * exp (ln 100 * (3 / 5))));
   (10000000 * exp (ln 100 * (4 / 5)), 20 * (10000000 * exp (ln 100 * (4 / 5))));
   (1000000000, 20000000000)].

Definition kaplan_6_on_20_N_c (run : R * R) : R :=
  Printed.kaplan_d_N_c 88000000000000 54000000000000 0.076 0.095 (fst run) (snd run).

Definition kaplan_6_on_20_D_c (run : R * R) : R :=
  Printed.kaplan_d_D_c 88000000000000 54000000000000 0.076 0.095 (fst run) (snd run).

Definition kaplan_6_on_20_alpha_N (run : R * R) : R :=
  Printed.kaplan_d_alpha_N 88000000000000 54000000000000 0.076 0.095 (fst run) (snd run).

Definition kaplan_6_on_20_alpha_D (run : R * R) : R :=
  Printed.kaplan_d_alpha_D 88000000000000 54000000000000 0.076 0.095 (fst run) (snd run).

Theorem kaplan_6_on_20_kappa K : condition_bound kaplan_6_on_20 [kaplan_6_on_20_N_c; kaplan_6_on_20_D_c; kaplan_6_on_20_alpha_N; kaplan_6_on_20_alpha_D] K -> 6.22526347412e38 <= K.
Proof.
  apply (rayleigh_claim kaplan_6_on_20 [kaplan_6_on_20_N_c; kaplan_6_on_20_D_c; kaplan_6_on_20_alpha_N; kaplan_6_on_20_alpha_D]
    [5.53674243685443134220112871e-17; 5.99310826150687686109166693e-17; 0.899524412496741709093407587; 0.436870497198416533421383143]
    [(-0.154289793433937584819649841); (-0.988025637138081994687726966); 3.4914693909415552656898934e-17; 8.32041881075813091847099701e-17]); [reflexivity|reflexivity| |];
  unfold kaplan_6_on_20, kaplan_6_on_20_N_c, Printed.kaplan_d_N_c, kaplan_6_on_20_D_c, Printed.kaplan_d_D_c, kaplan_6_on_20_alpha_N, Printed.kaplan_d_alpha_N, kaplan_6_on_20_alpha_D, Printed.kaplan_d_alpha_D; enclose 199%positive.
Qed.

