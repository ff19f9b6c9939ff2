(** An optimum in one parameter, the others held.
    Printed by: offray certify fixtures/runs/gadre_c4val.csv --group c4 --objective log-sse --fix E=1.6,A=100,B=120,beta=0.26 --rocq proofs/generated/Optimum.v
    Proved by: coqc -R . Offray FILE.v, in proofs/ after make build

    name                                 == meaning
    chinchilla_alpha                     == Chinchilla: 34 runs
    chinchilla_alpha_loss, _slope        == L and ∂L/∂α at a run
    chinchilla_alpha_optimum             == its log least-squares α, with E = 1.6, A = 100, B = 120, β = 0.26 held
*)

From Coq Require Import Reals List Lra.
From Interval Require Import Tactic.
From Offray Require Import Sums Gram Parallel Taylor Jacobian Coverage Program Certificate.
From Offray.generated Require Printed.
Import ListNotations.
Open Scope R_scope.

(** Chinchilla: 34 runs. *)
Definition chinchilla_alpha : list (R * R * R) :=
  [(10569312, 52846560, 5.974923739894816);
   (10569312, 105693120, 5.552642267517968);
   (10569312, 211386240, 5.220676313056785);
   (10569312, 422772480, 5.003809142081036);
   (10569312, 845544960, 4.77306441451568);
   (10569312, 1691089920, 4.603109627339762);
   (10569312, 3382179840, 4.506403529656214);
   (10569312, 6764359680, 4.4177652325641015);
   (78914048, 394570240, 4.838835880174883);
   (78914048, 789140480, 4.057563001976937);
   (78914048, 1578280960, 3.800284412392762);
   (78914048, 3156561920, 3.6429770265470234);
   (78914048, 6313123840, 3.517017598344945);
   (78914048, 12626247680, 3.4352680159635556);
   (78914048, 25252495360, 3.372367425963273);
   (78914048, 50504990720, 3.304514085873326);
   (153677376, 768386880, 3.9700447294669683);
   (153677376, 1536773760, 3.6423338113848587);
   (153677376, 3073547520, 3.4326457499105776);
   (153677376, 6147095040, 3.2951036895940184);
   (153677376, 12294190080, 3.1950496361384504);
   (153677376, 24588380160, 3.045812595364492);
   (153677376, 49176760320, 2.990391744989669);
   (153677376, 98353520640, 2.997552980701856);
   (411616256, 2058081280, 3.5279492850157737);
   (411616256, 4116162560, 3.1631078963079227);
   (411616256, 8232325120, 3.0417367343404416);
   (411616256, 16464650240, 2.943318389885835);
   (411616256, 32929300480, 2.7869397413267945);
   (411616256, 65858600960, 2.8026299347967147);
   (411616256, 131717201920, 2.688088583583547);
   (1439795200, 28795904000, 2.6568587118096136);
   (1439795200, 115183616000, 2.472413073245337);
   (6889410560, 137788211200, 2.3822204228774595)].

Definition chinchilla_alpha_loss (x : R) (run : R * R * R) : R :=
  Printed.chinchilla 1.6 100 120 x 0.26 (fst (fst run)) (snd (fst run)).

Definition chinchilla_alpha_slope (x : R) (run : R * R * R) : R :=
  Printed.chinchilla_d_alpha 1.6 100 120 x 0.26 (fst (fst run)) (snd (fst run)).

Theorem chinchilla_alpha_optimum : exists m, 0.225625643981 < m < 0.225625643982
  /\ (forall x, 0.225625643981 <= x <= 0.225625643982 -> objective chinchilla_alpha (log_term chinchilla_alpha_loss snd) m <= objective chinchilla_alpha (log_term chinchilla_alpha_loss snd) x)
  /\ log_slope chinchilla_alpha chinchilla_alpha_loss chinchilla_alpha_slope snd m = 0.
Proof.
  apply log_optimum; [lra|..].
  - intros x run Hx Hin. apply (sizes_positive chinchilla_alpha) in Hin as (HN & HD);
    [|unfold chinchilla_alpha; positive_sizes].
    destruct (program_chinchilla_gradient 1.6 100 120 x 0.26 (fst (fst run)) (snd (fst run))) as (H0 & H1 & H2 & H3 & H4);
    first [exact H3 | lra | apply Rgt_not_eq; lra].
  - intros x run Hx Hin. revert run Hin; apply (proj1 (List.Forall_forall _ _)).
    unfold chinchilla_alpha, chinchilla_alpha_loss, Printed.chinchilla, Rpower, fst, snd.
    repeat constructor; interval with (i_prec 149%positive).
  - unfold chinchilla_alpha, chinchilla_alpha_loss, chinchilla_alpha_slope, Printed.chinchilla, Printed.chinchilla_d_alpha; enclose 149%positive.
  - unfold chinchilla_alpha, chinchilla_alpha_loss, chinchilla_alpha_slope, Printed.chinchilla, Printed.chinchilla_d_alpha; enclose 149%positive.
Qed.

