(** D2, "and along nothing else": at zero gap on a ray, with enough different sizes, a direction that
    the full Jacobian does not see is a combination of the two of Reduced.v and Kernels.v.

    name                    ==  meaning
    D2_chinchilla_kernel_exact ==  α ≠ 0, three sizes: Jv = 0 exactly for v in the span of
                               (0, q, −1, 0, 0) and (0, −BqL, 0, Bq/A, −1), q = k^−α, L = ln k
    D2_kaplan_kernel_exact  ==  two sizes: Jv = 0 exactly for v in the span of (1, −k, 0, 0) and
                               (−ψ ln(ψ/N_c)/a, 0, 1 − ψ/N_c, 1)
    exponential_with_log    ==  c₁e^z + c₂ze^z + c₃ + c₄(m + pe^z) ln(m + pe^z) with four zeros,
                               m, p > 0: all c are 0
    D2_droppo_kernel_exact  ==  four sizes: Jv = 0 exactly for v in the span of the two directions of
                               Kernels.v                                                     *)

From Coq Require Import Reals List Lra Lia Psatz.
From Coquelicot Require Import Coquelicot.
From Offray Require Import Sums Gram Taylor Laws Jacobian FullModel Reduced KaplanModel DroppoModel Kernels
  Independent Rolle FiveSizes.
From Offray.generated Require Printed.
Import ListNotations.
Open Scope R_scope.

Lemma comb_scaled {Run : Type} (cols : list (Run -> R)) (s t : R) u v i n :
  length u = n -> length v = n -> n = length cols ->
  comb cols (combine_vectors t (map (Rmult s) u) v) i = s * comb cols u i + t * comb cols v i.
Proof.
  intros Hu Hv Hn. rewrite comb_combine by (rewrite ?map_length; congruence). f_equal.
  clear. revert u. induction cols as [|f cols IH]; intros [|a u]; simpl; try ring. rewrite IH. ring.
Qed.

(** s u + t v. *)
Definition span2 (s t : R) (u v : list R) : list R := combine_vectors t (map (Rmult s) u) v.

Section Chinchilla.
Context {Run : Type} (l : list Run) (N : Run -> R) (A B α k : R).
Hypotheses (Hα : α <> 0) (HA : A <> 0) (Hk : 0 < k).
Hypothesis HN : forall i, In i l -> 0 < N i.
Hypothesis H3 : different_sizes 3 l N.
Let J : list (Run -> R) := jacobian A B α α N (fun i => k * N i).

Theorem D2_chinchilla_kernel_exact v : length v = 5%nat ->
  ((forall i, In i l -> comb J v i = 0) <->
   exists s t, v = span2 s t [0; Rpower k (- α); -1; 0; 0]
                     [0; - B * Rpower k (- α) * ln k; 0; B * Rpower k (- α) / A; -1]).
Proof.
  intros Hv. set (q := Rpower k (- α)). split.
  - intros Hz. destruct v as [|vE [|vA [|vB [|va [|vb [|? ?]]]]]]; try discriminate.
    assert (Z : vE = 0 /\ vA + q * vB - B * q * ln k * vb = 0 /\ - A * va - B * q * vb = 0).
    { apply (line_with_exponential α _ _ _ Hα). apply (zeros_over_design 2 l N _ HN H3). intros i Hi.
      specialize (Hz i Hi). unfold J, jacobian in Hz. cbn [comb] in Hz.
      unfold chinchilla_j_E, chinchilla_j_A, chinchilla_j_B, chinchilla_j_alpha, chinchilla_j_beta in Hz.
      pose proof (HN i Hi) as Hi'. rewrite Rpower_mult_base, ln_mult in Hz by auto. fold q in Hz.
      assert (Ee : Rpower (N i) (- α) = / exp (α * ln (N i)))
        by (unfold Rpower; rewrite <- exp_Ropp; f_equal; ring).
      rewrite Ee in Hz. pose proof (exp_pos (α * ln (N i))). set (y := exp (α * ln (N i))) in *.
      apply Rmult_eq_reg_r with (/ y); [|apply Rinv_neq_0_compat; lra]. rewrite Rmult_0_l, <- Hz. field. lra. }
    destruct Z as (Z1 & Z2 & Z3). exists (- vB), (- vb).
    unfold span2. cbn [map combine_vectors]. subst vE.
    repeat (apply f_equal2; [|]); try reflexivity; try ring; try lra.
    apply Rmult_eq_reg_l with A; auto. replace (A * (- vB * 0 + - vb * (B * q / A))) with (- vb * (B * q)) by (field; auto).
    lra.
  - intros (s & t & ->) i Hi. unfold span2. rewrite (comb_scaled _ _ _ _ _ _ 5) by reflexivity.
    pose proof (D2_kernel_pair N A B α k i Hk (HN i Hi)) as E1.
    pose proof (D2_kernel_exponents N A B α k i HA Hk (HN i Hi)) as E2.
    fold q in E1, E2. cbv zeta in E1, E2. replace (- (1)) with (-1) in E1, E2 by ring.
    change (s * comb J [0; q; -1; 0; 0] i + t * comb J [0; - B * q * ln k; 0; B * q / A; -1] i = 0).
    transitivity (s * 0 + t * 0); [|ring]. f_equal; f_equal; assumption.
Qed.
End Chinchilla.

Section Kaplan.
Context {Run : Type} (l : list Run) (N : Run -> R) (N_c D_c a k : R).
Hypotheses (HNc : 0 < N_c) (HDc : 0 < D_c) (Ha : 0 < a) (Hk : 0 < k).
Hypothesis HN : forall i, In i l -> 0 < N i.
Hypothesis H2 : different_sizes 2 l N.
Let J : list (Run -> R) := kaplan_jacobian N_c D_c a a N (fun i => k * N i).
Let ψ : R := N_c + D_c / k.

Theorem D2_kaplan_kernel_exact v : length v = 4%nat ->
  ((forall i, In i l -> comb J v i = 0) <->
   exists s t, v = span2 s t [1; - k; 0; 0] [- (ψ * ln (ψ / N_c) / a); 0; 1 - ψ / N_c; 1]).
Proof.
  intros Hv. assert (Hd : 0 < D_c / k) by now apply Rdiv_lt_0_compat.
  assert (Hψ : 0 < ψ) by (unfold ψ; lra). split.
  - intros Hz. destruct v as [|v1 [|v2 [|v3 [|v4 [|? ?]]]]]; try discriminate.
    (* the columns over weight · a / N: constants and x *)
    assert (Z : v1 + v2 / k + v3 * N_c / a * ln N_c + v4 / a * (ψ * ln ψ - N_c * ln N_c) = 0
                /\ - (v3 * N_c / a) - v4 / a * (ψ - N_c) = 0).
    { apply line. apply (zeros_over_design 1 l N _ HN H2). intros i Hi.
      specialize (Hz i Hi). pose proof (HN i Hi) as Hi'. unfold J, kaplan_jacobian in Hz. cbn [comb] in Hz.
      assert (Hq : 0 < ψ / N i) by now apply Rdiv_lt_0_compat.
      assert (Hstep : Rpower (ψ / N i) a = ψ / N i * Rpower (ψ / N i) (a - 1)).
      { replace a with (1 + (a - 1)) at 1 by ring. now rewrite Rpower_plus, Rpower_1. }
      unfold kaplan_j_N_c, kaplan_j_D_c, kaplan_j_alpha_N, kaplan_j_alpha_D, kaplan_W in Hz.
      rewrite (kaplan_S_ray N N_c D_c a k i HNc Ha Hk Hi'), (power_1 N N_c a i HNc Ha Hi') in Hz.
      fold ψ in Hz. rewrite Hstep in Hz.
      assert (L1 : ln (N_c / N i) = ln N_c - ln (N i))
        by (unfold Rdiv; rewrite ln_mult, ln_Rinv by (auto; now apply Rinv_0_lt_compat); reflexivity).
      assert (L2 : ln (ψ / N i) = ln ψ - ln (N i))
        by (unfold Rdiv; rewrite ln_mult, ln_Rinv by (auto; now apply Rinv_0_lt_compat); reflexivity).
      rewrite L1, L2 in Hz. pose proof (Rpower_pos (ψ / N i) (a - 1)) as Hw.
      set (w := Rpower (ψ / N i) (a - 1)) in *.
      apply Rmult_eq_reg_r with (a * w / N i).
      - rewrite Rmult_0_l, <- Hz. unfold Rsqr. field. lra.
      - apply Rgt_not_eq, Rdiv_lt_0_compat; auto. now apply Rmult_lt_0_compat. }
    destruct Z as [Z1 Z2]. exists (- (v2 / k)), v4.
    assert (E3 : v3 = v4 * (1 - ψ / N_c)).
    { apply Rmult_eq_reg_l with (- (N_c / a)).
      - replace (- (N_c / a) * (v4 * (1 - ψ / N_c))) with (v4 / a * (ψ - N_c)) by (field; lra).
        replace (- (N_c / a) * v3) with (- (v3 * N_c / a)) by (field; lra). lra.
      - apply Ropp_neq_0_compat, Rgt_not_eq. now apply Rdiv_lt_0_compat. }
    assert (L3 : ln (ψ / N_c) = ln ψ - ln N_c)
      by (unfold Rdiv; rewrite ln_mult, ln_Rinv by (auto; now apply Rinv_0_lt_compat); reflexivity).
    assert (E1 : v1 = - (v2 / k) + v4 * - (ψ * ln (ψ / N_c) / a)).
    { rewrite L3. rewrite E3 in Z1. apply Rminus_diag_uniq. rewrite <- Z1. field. lra. }
    unfold span2. cbn [map combine_vectors]. rewrite Rmult_1_r, <- E1.
    apply f_equal2; [reflexivity|]. apply f_equal2; [field; lra|].
    apply f_equal2; [rewrite <- E3; ring|]. apply f_equal2; [ring|reflexivity].
  - intros (s & t & ->) i Hi. unfold span2. rewrite (comb_scaled _ _ _ _ _ _ 4) by reflexivity.
    pose proof (D2_kaplan_kernel_pair N N_c D_c a k i HNc Ha Hk (HN i Hi)) as E1.
    pose proof (D2_kaplan_kernel_exponents N N_c D_c a k i HNc HDc Ha Hk (HN i Hi)) as E2.
    transitivity (s * 0 + t * 0); [|ring]. f_equal; f_equal; assumption.
Qed.
End Kaplan.

(** Droppo–Elibol. *)
Theorem exponential_with_log m p c1 c2 c3 c4 : 0 < m -> 0 < p ->
  has_zeros (fun z => c1 * exp z + c2 * (z * exp z) + c3
    + c4 * ((m + p * exp z) * ln (m + p * exp z))) 4 -> c1 = 0 /\ c2 = 0 /\ c3 = 0 /\ c4 = 0.
Proof.
  intros Hm Hp H.
  assert (P : forall z, 0 < m + p * exp z).
  { intros z. pose proof (Rmult_lt_0_compat _ _ Hp (exp_pos z)). lra. }
  assert (H1 : has_zeros (fun z => exp z * (c1 + c2 * (1 + z) + c4 * p * (1 + ln (m + p * exp z)))) 3).
  { revert H. apply has_zeros_derive. intros z. specialize (P z). auto_derive; [auto|]. field. lra. }
  assert (H1' : has_zeros (fun z => c1 + c2 * (1 + z) + c4 * p * (1 + ln (m + p * exp z))) 3).
  { destruct H1 as (a & l & Hl & Hz). exists a, l. split; auto. clear Hl.
    assert (Q : forall z, exp z * (c1 + c2 * (1 + z) + c4 * p * (1 + ln (m + p * exp z))) = 0 ->
      c1 + c2 * (1 + z) + c4 * p * (1 + ln (m + p * exp z)) = 0).
    { intros z E. apply Rmult_integral in E as [E|E]; auto. pose proof (exp_pos z). lra. }
    revert a Hz. induction l as [|b l IH]; intros a Hz; simpl in *; [now apply Q|].
    destruct Hz as (Za & Hab & Hz). repeat split; auto. }
  assert (H2 : has_zeros (fun z => c2 + c4 * p ^ 2 * exp z / (m + p * exp z)) 2).
  { revert H1'. apply has_zeros_derive. intros z. specialize (P z). auto_derive; [auto|]. field. lra. }
  assert (H2' : has_zeros (fun z => c2 * m + (c2 * p + c4 * p ^ 2) * exp z) 2).
  { destruct H2 as (a & l & Hl & Hz). exists a, l. split; auto. clear Hl.
    assert (Q : forall z, c2 + c4 * p ^ 2 * exp z / (m + p * exp z) = 0 ->
      c2 * m + (c2 * p + c4 * p ^ 2) * exp z = 0).
    { intros z E. specialize (P z).
      replace (c2 * m + (c2 * p + c4 * p ^ 2) * exp z)
        with ((c2 + c4 * p ^ 2 * exp z / (m + p * exp z)) * (m + p * exp z)) by (field; lra).
      rewrite E. ring. }
    revert a Hz. induction l as [|b l IH]; intros a Hz; simpl in *; [now apply Q|].
    destruct Hz as (Za & Hab & Hz). repeat split; auto. }
  assert (H3 : has_zeros (fun z => (c2 * p + c4 * p ^ 2) * exp z) 1).
  { revert H2'. apply has_zeros_derive. intros z. auto_derive; [auto|]. ring. }
  destruct (has_zeros_one _ H3) as (a & Ea). assert (E1 : c2 * p + c4 * p ^ 2 = 0).
  { apply Rmult_integral in Ea as [Ea|Ea]; auto. pose proof (exp_pos a). lra. }
  destruct (has_zeros_one _ (has_zeros_less _ _ H2')) as (b & Eb). rewrite E1 in Eb.
  assert (C2 : c2 = 0) by (apply Rmult_eq_reg_r with m; lra). subst c2.
  assert (C4 : c4 = 0).
  { apply Rmult_eq_reg_r with (p ^ 2); [lra|]. apply pow_nonzero. lra. }
  subst c4. destruct (has_zeros_one _ (has_zeros_less _ _ (has_zeros_less _ _ H1'))) as (d & Ed).
  assert (C1 : c1 = 0) by lra. subst c1.
  destruct (has_zeros_one _ (has_zeros_less _ _ (has_zeros_less _ _ (has_zeros_less _ _ H)))) as (g & Eg).
  repeat split; auto. lra.
Qed.

Lemma different_sizes_power {Run : Type} n (l : list Run) (N : Run -> R) γ : γ <> 0 ->
  (forall i, In i l -> 0 < N i) -> different_sizes n l N ->
  different_sizes n l (fun i => Rpower (N i) (- γ)).
Proof.
  intros Hγ HN (runs & Hin & Hd & Hl). exists runs. split; auto. split; auto.
  assert (HN' : forall i, In i runs -> 0 < N i) by auto. clear Hl Hin.
  induction runs as [|i runs IH]; [constructor|]. inversion Hd as [|? ? Hi Hr]; subst. simpl. constructor.
  - intros H. apply in_map_iff in H as (j & E & Hj). apply Hi. apply in_map_iff. exists j. split; auto.
    apply exp_inv in E. apply ln_inv; try (apply HN'; simpl; auto).
    apply Rmult_eq_reg_l with (- γ); auto. lra.
  - apply IH; auto. intros j Hj. apply HN'. now right.
Qed.

Section DroppoElibol.
Context {Run : Type} (l : list Run) (N : Run -> R) (L_inf N_C D_C γ α k : R).
Hypotheses (HL : 0 < L_inf) (HNC : 0 < N_C) (HDC : 0 < D_C) (Hγ : 0 < γ) (Ha : 0 < α) (Hk : 0 < k).
Hypothesis HN : forall i, In i l -> 0 < N i.
Hypothesis H4 : different_sizes 4 l N.
Let J : list (Run -> R) := droppo_elibol_jacobian L_inf N_C D_C (α * γ) (α * γ) α N (fun i => k * N i).
Let P : R := Rpower N_C γ.
Let Q : R := Rpower (D_C / k) γ.

Theorem D2_droppo_kernel_exact v : length v = 6%nat ->
  ((forall i, In i l -> comb J v i = 0) <->
   exists s t, v = span2 s t [0; N_C / (γ * P); - (D_C / (γ * Q)); 0; 0; 0]
     [0; N_C * ln (D_C / k / N_C) / (α * γ * P); 0; 1 / P; - (1 / Q); 0]).
Proof.
  intros Hv. assert (HP : 0 < P) by apply Rpower_pos. assert (HQ : 0 < Q) by apply Rpower_pos.
  set (ℓ := Rpower L_inf (1 / α)). assert (Hℓ : 0 < ℓ) by apply Rpower_pos.
  set (R0 := Rpower L_inf (1 / α - 1)). assert (HR0 : 0 < R0) by apply Rpower_pos.
  split.
  - intros Hz. destruct v as [|v0 [|v1 [|v2 [|v3 [|v4 [|v5 [|? ?]]]]]]]; try discriminate.
    set (lN := ln N_C). set (lD := ln (D_C / k)).
    assert (Z : v1 * (α * γ * P / N_C) + v2 * (α * γ * Q / D_C) + v3 * (P * lN) + v4 * (Q * lD)
                  - v5 * (γ * (P * lN + Q * lD)) = 0
      /\ (v3 * P + v4 * Q - v5 * (γ * (P + Q))) / γ = 0
      /\ v0 * R0 - v5 * (ℓ * ln L_inf / α) = 0 /\ v5 = 0).
    { apply (exponential_with_log ℓ (P + Q)); [auto|lra|].
      apply (zeros_over_design 3 l (fun i => Rpower (N i) (- γ))).
      - intros; apply Rpower_pos.
      - apply different_sizes_power; auto. lra.
      - intros i Hi. cbv beta. specialize (Hz i Hi). pose proof (HN i Hi) as Hi'.
        unfold J, droppo_elibol_jacobian in Hz. cbn [comb] in Hz.
        unfold Printed.droppo_elibol_d_L_inf, Printed.droppo_elibol_d_N_C, Printed.droppo_elibol_d_D_C,
          Printed.droppo_elibol_d_alpha_N, Printed.droppo_elibol_d_alpha_D, Printed.droppo_elibol_d_alpha in Hz.
        rewrite (size_power l N N_C γ α HNC Ha HN i Hi) in Hz.
        assert (ED : Rpower (D_C / (k * N i)) (α * γ / α) = Q * Rpower (N i) (- γ)).
        { replace (α * γ / α) with γ by (field; lra).
          replace (D_C / (k * N i)) with (D_C / k / N i) by (field; lra).
          now rewrite Rpower_div by (auto; now apply Rdiv_lt_0_compat). }
        rewrite ED, (size_ln l N N_C HNC HN i Hi), (data_ln l N D_C k HDC Hk HN i Hi) in Hz.
        fold P lN lD ℓ R0 in Hz.
        assert (El : ln (Rpower (N i) (- γ)) = - γ * ln (N i)) by (unfold Rpower; apply ln_exp).
        rewrite El, <- El, exp_ln by apply Rpower_pos. rewrite El.
        set (e := Rpower (N i) (- γ)) in *. assert (He : 0 < e) by apply Rpower_pos.
        assert (HS : 0 < ℓ + P * e + Q * e).
        { pose proof (Rmult_lt_0_compat _ _ HP He). pose proof (Rmult_lt_0_compat _ _ HQ He). lra. }
        assert (ES : Rpower (ℓ + P * e + Q * e) α
          = (ℓ + P * e + Q * e) * Rpower (ℓ + P * e + Q * e) (α - 1)).
        { replace α with (1 + (α - 1)) at 1 by ring. now rewrite Rpower_plus, Rpower_1. }
        rewrite ES in Hz. replace (ℓ + (P + Q) * e) with (ℓ + P * e + Q * e) by ring.
        pose proof (Rpower_pos (ℓ + P * e + Q * e) (α - 1)) as HW.
        set (W := Rpower (ℓ + P * e + Q * e) (α - 1)) in *. set (lS := ln (ℓ + P * e + Q * e)) in *.
        apply Rmult_eq_reg_r with W; [|lra]. rewrite Rmult_0_l, <- Hz. field. repeat split; lra. }
    destruct Z as (Z1 & Z2 & Z3 & Z5). subst v5.
    assert (E0 : v0 = 0) by (apply Rmult_eq_reg_r with R0; lra). subst v0.
    assert (E3 : v3 = - (Q * v4 / P)).
    { assert (Z2' : v3 * P + v4 * Q = 0).
      { apply Rmult_eq_reg_r with (/ γ); [|apply Rinv_neq_0_compat; lra]. rewrite Rmult_0_l, <- Z2. field. lra. }
      apply Rmult_eq_reg_r with P; [|lra]. replace (- (Q * v4 / P) * P) with (- (Q * v4)) by (field; lra). lra. }
    assert (L3 : ln (D_C / k / N_C) = lD - lN).
    { assert (Hd : 0 < D_C / k) by now apply Rdiv_lt_0_compat.
      assert (Hi : 0 < / N_C) by now apply Rinv_0_lt_compat.
      change (D_C / k / N_C) with (D_C / k * / N_C). now rewrite ln_mult, ln_Rinv by assumption. }
    exists (- (γ * Q * v2 / D_C)), (- (Q * v4)). unfold span2. cbn [map combine_vectors].
    apply f_equal2; [ring|]. apply f_equal2; [|].
    { rewrite L3. rewrite E3 in Z1. apply Rmult_eq_reg_r with (α * γ * P / N_C).
      - apply Rminus_diag_uniq. rewrite <- Z1. field. repeat split; lra.
      - apply Rgt_not_eq, Rdiv_lt_0_compat; auto. apply Rmult_lt_0_compat; auto. now apply Rmult_lt_0_compat. }
    apply f_equal2; [field; lra|]. apply f_equal2; [rewrite E3; field; lra|].
    apply f_equal2; [field; lra|]. apply f_equal2; [ring|reflexivity].
  - intros (s & t & ->) i Hi. unfold span2. rewrite (comb_scaled _ _ _ _ _ _ 6) by reflexivity.
    pose proof (D2_droppo_elibol_kernel_pair N L_inf N_C D_C γ α k i HNC HDC Hγ Ha Hk (HN i Hi)) as E1.
    pose proof (D2_droppo_elibol_kernel_exponents N L_inf N_C D_C γ α k i HNC HDC Hγ Ha Hk (HN i Hi)) as E2.
    transitivity (s * 0 + t * 0); [|ring]. f_equal; f_equal; assumption.
Qed.
End DroppoElibol.
