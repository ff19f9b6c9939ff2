(** X3 in one sentence: near zero gap every linear unbiased estimator of A has
    sd ≥ η σ/|ε|³ for every η < 12/‖residual‖, hence up to 12/√Δ; of B likewise, times k^α.

    name                  ==  meaning
    near_limit            ==  a function with limit y > η at 0 exceeds η near 0
    X3_sd_A_asymptotic    ==  sd(A) ≥ η σ/|ε|³ for 0 < |ε| < ε₀, any η < 12/‖residual‖
    X3_sd_B_asymptotic    ==  sd(B) ≥ η σ/|ε|³, any η < 12 k^α/‖residual‖              *)

From Coq Require Import Reals List Lra Psatz.
From Coquelicot Require Import Coquelicot.
From Offray Require Import Sums Taylor Laws Jacobian FullModel.
Open Scope R_scope.

Lemma near_limit (f : R -> R) (y η : R) : is_lim f 0 y -> η < y ->
  exists ε0, 0 < ε0 /\ forall ε, 0 < Rabs ε < ε0 -> η < f ε.
Proof.
  intros H Hη. apply is_lim_spec in H.
  assert (Hd : 0 < y - η) by lra.
  destruct (H (mkposreal _ Hd)) as [d Hdd]. exists d. split; [apply cond_pos|].
  intros ε [H0 H1]. specialize (Hdd ε).
  assert (B : ball 0 d ε).
  { unfold ball; simpl; unfold AbsRing_ball, abs, minus, plus, opp; simpl.
    replace (ε + - 0) with ε by ring. exact H1. }
  specialize (Hdd B). assert (E : ε <> 0) by (intros ->; rewrite Rabs_R0 in H0; lra).
  specialize (Hdd E). simpl in Hdd. apply Rabs_def2 in Hdd. lra.
Qed.

Section Ray.
Context {Run : Type} (l : list Run) (N : Run -> R) (A B α k X : R).
Hypotheses (HA : A <> 0) (HB : B <> 0) (Hk : 0 < k).
Hypothesis HN : forall i, In i l -> 0 < N i.
Hypothesis HX : forall i, In i l -> Rabs (ln (N i)) <= X.
Hypothesis HX0 : 0 <= X.
Variables c0 c1 c2 c3 : R.
Hypothesis Hres : 0 < norm l (residual N α c0 c1 c2 c3).
Let J (ε : R) : list (Run -> R) := jacobian A B α (α - ε) N (fun i => k * N i).

Lemma from_product s t a c η e3 :
  0 < e3 -> 0 < t -> 0 <= s -> η < a / t -> s * a <= c * (e3 * t) -> s * η / e3 <= c.
Proof.
  intros He Ht Hs Hη H. apply Rmult_le_reg_r with (e3 * t); [now apply Rmult_lt_0_compat|].
  apply Rle_trans with (2 := H).
  replace (s * η / e3 * (e3 * t)) with (s * (η * t)) by (field; lra).
  apply Rmult_le_compat_l; auto. left. apply Rmult_lt_compat_r with (r := t) in Hη; auto.
  replace (a / t * t) with a in Hη by (field; lra). exact Hη.
Qed.

Lemma image_bound_pos ε : 0 < image_bound l N α X c0 c1 c2 c3 ε.
Proof.
  unfold image_bound.
  assert (0 <= Rabs ε * (fourth_order X c3 ε * norm l (fun i => Rpower (N i) (- α)))); [|lra].
  apply Rmult_le_pos; [apply Rabs_pos|]. apply Rmult_le_pos; [|apply norm_nonneg].
  unfold fourth_order. pose proof (Rmult_le_pos _ _ (Rabs_pos c3) (pow_le X 3 HX0)).
  pose proof (pow_le X 4 HX0). apply Rmult_le_pos; [left; apply exp_pos|lra].
Qed.

Theorem X3_sd_A_asymptotic η : η < 12 / norm l (residual N α c0 c1 c2 c3) ->
  exists ε0, 0 < ε0 /\ forall ε σ c, 0 < Rabs ε < ε0 -> 0 <= σ -> unbiased l (J ε) 1 c ->
    σ * η / Rabs ε ^ 3 <= standard_deviation l σ c.
Proof.
  intros Hη. destruct (near_limit _ _ η (X3_sd_A_limit l N α X c0 c1 c2 c3 Hres) Hη) as (ε0 & H0 & H).
  exists ε0. split; auto. intros ε σ c He Hσ Hc.
  pose proof (X3_sd_A l N A B α k X HA HB Hk HN HX HX0 c0 c1 c2 c3 ε σ c Hσ Hc) as P.
  apply (from_product σ (image_bound l N α X c0 c1 c2 c3 ε) (Rabs (vA c1 c3 ε))); auto.
  - now apply pow_lt.
  - apply image_bound_pos.
Qed.

Theorem X3_sd_B_asymptotic η : η < 12 * Rpower k α / norm l (residual N α c0 c1 c2 c3) ->
  exists ε0, 0 < ε0 /\ forall ε σ c, 0 < Rabs ε < ε0 -> 0 <= σ -> unbiased l (J ε) 2 c ->
    σ * η / Rabs ε ^ 3 <= standard_deviation l σ c.
Proof.
  intros Hη. destruct (near_limit _ _ η (X3_sd_B_limit l N α k X c0 c1 c2 c3 Hres) Hη) as (ε0 & H0 & H).
  exists ε0. split; auto. intros ε σ c He Hσ Hc.
  pose proof (X3_sd_B l N A B α k X HA HB Hk HN HX HX0 c0 c1 c2 c3 ε σ c Hσ Hc) as P.
  apply (from_product σ (image_bound l N α X c0 c1 c2 c3 ε) (Rabs (vB α k c3 ε))); auto.
  - now apply pow_lt.
  - apply image_bound_pos.
Qed.
End Ray.
