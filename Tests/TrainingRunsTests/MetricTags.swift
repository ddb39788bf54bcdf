/// Tags as training libraries and people log them, written down before the table of names was.
enum MetricTags {
  /// A train tag and the validation tag that belongs to it.
  static let pairs = """
    train/loss_epoch > val/loss ; loss/train > loss/val ; Loss/Train > Loss/Valid ;
    training_loss > validation_loss ; Training Loss > Validation Loss ; train loss > valid loss ;
    loss > val_loss ; epoch/train_loss > epoch/val_loss ; epoch_train_loss > epoch_eval_loss ;
    dev_loss_train > dev_loss_dev ; training/loss > validation/loss ;
    lm loss > lm loss validation ; train/lm_loss > validation/lm_loss ;
    train/CrossEntropyLoss > eval/CrossEntropyLoss ; loss/train/total > loss/val/total ;
    metrics/train/CrossEntropy > metrics/eval/CrossEntropy ; TRAIN/loss > VALID/loss ;
    TRAIN/LOSS > TEST/LOSS ; avg_training_loss > avg_validation_loss ;
    train_mean_loss > valid_mean_loss ; loss_train_epoch > loss_val_epoch ;
    TrainingLoss > ValidationLoss ; trainingLoss > validationLoss ; trainLoss > testLoss ;
    Train_loss > Valid_loss ; Train/Loss > Val/Loss ; Train/loss > Validation/loss ;
    Training/Loss > Validation/Loss ; Training/Epoch Loss > Validation/Epoch Loss ;
    Epoch/Train Loss > Epoch/Val Loss ; train/step_loss > val/loss ; train/iter_loss > val/loss ;
    train/global_loss > eval/loss ; train/total_loss > eval/total_loss ;
    train/total_loss > val/total_loss ; total_loss > validation_total_loss ;
    train/overall_loss > val/overall_loss ; losses/train > losses/val ;
    losses/train_loss > losses/val_loss ; train_bce_loss > val_bce_loss ; train/ce > val/ce ;
    train/cross_entropy > valid/cross_entropy ; train_rmse > val_rmse ; train/rmse > valid/rmse ;
    RMSE/train > RMSE/test ; MSE/Train > MSE/Val ; mse_train > mse_test ; Train MSE > Val MSE ;
    train_mae > val_mae ; mean_squared_error > val_mean_squared_error ;
    train/nll_loss > valid/nll_loss ; train_nll > test_nll ; train/ppl > valid/ppl ;
    Perplexity/train > Perplexity/valid ; ppl_train > ppl_valid ; train_bpd > test_bpd ;
    train/recon_loss > val/recon_loss ; train_error > val_error ; Error/train > Error/test ;
    training_error > test_error ; train-rmse > eval-rmse ; training_l2 > valid_1_l2 ;
    train_quantile_loss > val_quantile_loss ; train_SMAPE > val_SMAPE ; train/wer > dev/wer ;
    train_wer > val_wer ; training_batch_wer > val_wer ; train/cer > valid/cer ;
    train_smooth_l1_loss > val_smooth_l1_loss ; train_huber > val_huber ;
    train/diffusion_loss > val/diffusion_loss ; train/l1 > val/l1 ; train_l1_loss > val_l1_loss ;
    train/energy_mae > val/energy_mae ; train/train_loss > train/valid_loss ;
    train_set/loss > val_set/loss ; train_set/loss > test_set/loss ;
    train_dataset/loss > val_dataset/loss ; split_train/loss > split_val/loss ;
    loss_on_train > loss_on_val ; 01_train/loss > 02_val/loss ;
    fold0_train_loss > fold0_val_loss ; fold1/loss_train > fold1/loss_val ;
    stage1/train_loss > stage1/val_loss ; phase_train/loss > phase_val/loss ;
    metrics/loss_train > metrics/loss_val ; scalars/train_loss > scalars/val_loss ;
    history/loss > history/val_loss ; logs/loss > logs/val_loss ; train/loss > heldout_loss ;
    train_loss > holdout/loss ; train/loss > hold_out/loss ; in_sample/loss > out_of_sample/loss ;
    train_loss > valid_unseen_loss ; train_loss > val_loss_seen ; train loss > dev loss ;
    trn_loss > val_loss ; tr_loss > val_loss ; L_train > L_val ; train_cost > valid_cost ;
    training_cost > dev_cost ; NMSE/train > NMSE/val ; train_nrmse > test_nrmse ;
    train/relative_l2 > test/relative_l2 ; train_rel_l2 > test_rel_l2 ;
    train/reconstruction_error > val/reconstruction_error ; train_recon > val_recon ;
    train_loss_ce > val_loss_ce ; train/loss_ce > val/loss_ce ; train/loss_bbox > val/loss_bbox ;
    train/box_loss > val/box_loss ; train_dice_loss > val_dice_loss ;
    train/chamfer > val/chamfer ; train_triplet_loss > val_triplet_loss ;
    reduced_train_loss > validation_loss ; train_loss > val_loss/dataloader_idx_0 ;
    train_inner/loss > valid/loss ; train_inner/nll_loss > valid/nll_loss ;
    inner_train_loss > inner_val_loss ; train/avg_loss > valid/avg_loss ;
    train/smoothed_loss > valid/loss ; train/moving_avg_loss > val/avg_loss ;
    train/loss_mean > val/loss_mean ; train/loss_sum > val/loss_sum ;
    train/loss_per_token > val/loss_per_token ; train_bpb > val_bpb ;
    batch/train_loss > epoch/val_loss ; iter/train_loss > iter/val_loss ;
    Step Loss > Validation Loss ; loss_minibatch > loss_valid ;
    loss_train_total > loss_val_total ; TotalLoss/train > TotalLoss/val ;
    Loss/Total_train > Loss/Total_val ; LossTotal/Train > LossTotal/Valid ;
    Train/TotalLoss > Eval/TotalLoss ; Train/MeanLoss > Eval/MeanLoss ;
    Train/AvgLoss > Test/AvgLoss ; MeanTrainLoss > MeanValidLoss ; Fit/Loss > Validate/Loss ;
    fit_loss > validate_loss ; pretrain/train_loss > pretrain/val_loss ;
    sft/train_loss > sft/eval_loss ; teacher/train_loss > teacher/val_loss ;
    student/train_loss > student/val_loss ; train/nll > test/nll ; nll_train > nll_val ;
    train_neg_log_likelihood > val_neg_log_likelihood ; train/loss_total > valid/loss_total ;
    train:loss > val:loss ; Loss - Train > Loss - Val ; train - loss > validation - loss ;
    训练/loss > 验证/loss ;
    """

  /// Tags of which more is better.
  static let rising = """
    accuracy ; val_accuracy ; test/acc5 ; val/top1 ; top5_acc ; top-1 ; Prec@5 ; prec1 ;
    val/prec1 ; categorical_accuracy ; sparse_categorical_accuracy ; binary_accuracy ;
    top_k_categorical_accuracy ; val/balanced_acc ; val/mean_acc ; val/mAcc ; val/aAcc ;
    val/token_accuracy ; eval/accuracy_score ; eval/EM ; eval/macro_f1 ; eval/micro_f1 ;
    val/F1Score ; val_f1_score ; val/f1_m ; val/f_score ; val/fbeta ; val/F2 ; val/f0.5 ;
    eval/matthews_correlation ; val/MCC ; val/cohen_kappa ; val/kappa ;
    val/quadratic_weighted_kappa ; val/qwk ; val/cohens_kappa ; val/gmean ; val/precision ;
    val_precision ; val/average_precision ; val/APs ; val/APl ; val/AP_small ; val/AP_medium ;
    val/AP_large ; bbox/AP50 ; segm/AP75 ; keypoints/AP ; coco/bbox_mAP_s ; pascal_voc/mAP ;
    metrics/mAP50-95(M) ; metrics/mAP_0.5 ; metrics/mAP_0.5:0.95 ; metrics/precision(B) ;
    metrics/recall(B) ; metrics/precision ; val/map_50 ; val/mar_100 ; val/AR@100 ;
    val/COCOAP50_95 ; DetectionBoxes_Precision/mAP ; DetectionBoxes_Precision/mAP@.50IOU ;
    val/CorLoc ; val/NDS ; val/nuscenes_mAP ; kitti/AP_3d ; val/AP3D ; val/AMOTA ; mIoU ;
    val/IoU_class0 ; val_mean_io_u ; val/fwIoU ; val/FWIoU ; val/jaccard_index ; val/Dice ;
    dice_coefficient ; dice_score ; val/dice_score_WT ; mean_fg_dice ; val/PQ ; panoptic/PQ ;
    val/SQ ; val/RQ ; val/surface_dice ; eval/bleu ; eval/BLEU-4 ; eval/sacrebleu ; test_bleu ;
    eval/chrF++ ; eval/chrf++ ; eval/comet_22 ; eval/cider ; eval/CIDEr ; eval/rouge_l ;
    eval/rouge-2 ; eval/google_bleu ; eval/code_bleu ; eval/pass@10 ; eval/pass_at_k ;
    eval/lc_win_rate ; eval/arc_challenge ; eval/gsm8k ; eval/humaneval ; eval/mbpp ;
    eval/lambada_acc ; eval/ifeval ; eval/math500 ; eval/aime24 ; eval/gpqa ; eval/mt_bench ;
    eval/ceval ; eval/acc_norm ; test_score ; eval/answer_relevancy ; eval/helpfulness ;
    eval/ndcg@10 ; eval/NDCG@5 ; eval/hit_rate ; eval/hits@10 ; eval/Hits@3 ; eval/Recall@K ;
    eval/R@1 ; eval/R1 ; eval/r@5 ; val/rank-1 ; val/CMC ; eval/cosine_accuracy ;
    eval/cosine_ndcg@10 ; eval/dot_mrr@10 ; eval/sts-dev_spearman_cosine ; eval/gauc ; val/auc ;
    val/AUC ; val/AUROC ; val/rocauc ; val/roc_auc_score ; val/auprc ; val/AUPRC ; val/pr_auc ;
    eval-aucpr ; val/ks ; val/tpr ; val/true_positive_rate ; val/fraction_correct ;
    val/num_correct ; val/hit_ratio ; val/detection_rate ; val/pearson ; val/spearman_rho ;
    val/kendall_tau ; val/pcc ; val/scc ; val/corr ; val/R2 ; val/r_squared ; val/rsquared ;
    val/r2_score ; val_R2 ; val/nse ; val/ll ; val/logp ; val/elbo ; val/ELBO ; val/iwae ;
    val/evidence ; PSNR/val ; val/SSIM ; val/ms_ssim ; val/fsim ; val/vif ; val/UIQI ;
    val/clip_sim ; val/clip_i ; val/dino_score ; val/IS ; val/aesthetic_score ; val/image_reward ;
    val/ImageReward ; val/pick_score ; val/musiq ; val/maniqa ; val/SNR ; val/sdr ; val/SDRi ;
    val/si_sdr ; val/SI-SDR ; val/sisnr ; val/si_snri ; val/pesq ; val/stoi ; val/STOI ;
    val/estoi ; val/MOS ; val/dnsmos ; val/nisqa ; val/COVL ; val/speaker_similarity ;
    val/spk_sim ; val/MOTA ; val/MOTP ; val/robustness ; val/EAO ; val/nmi ; val/silhouette ;
    val/calinski_harabasz ; val/homogeneity ; val/completeness ; val/modularity ; val/pck ;
    val/PCK@0.2 ; val/PCKh@0.5 ; val/oks_map ; val/3dpck ; val/registration_recall ; val/plddt ;
    val/gdt_ha ; val/dockq ; val/validity ; val/valid_mols ; val/uniqueness ;
    val/concordance_index ; val/harrell_c ; eval/success_rate ; rollout/success_rate ;
    charts/episodic_return ; charts/episode_reward ; ray/tune/episode_reward_mean ;
    ray/tune/env_runners/episode_return_mean ; env_runners/episode_return_mean ; reward/mean ;
    Reward / Total reward (mean) ; Train/mean_reward/time ; rewards/step ; reward ; scores ;
    mean_score ; eval/score ; eval/d4rl_score ; eval/d4rl_normalized_score ; eval/return ;
    test/return ; test_return_mean ; AverageEpRet ; AverageTestEpRet ; AverageReturn ; EpRewMean ;
    evaluation/episode_return ; test_battle_won_mean ; eval/solve_rate ; eval/goal_reached ;
    eval/goals ; eval/trueskill ; eval/coverage ; eval/completion_rate ; eval/driving_score ;
    eval/distance_traveled ; eval/profit ; eval/sharpe_ratio ; eval/cumulative_returns ;
    policy_stats/avg_true_objective ; objective/rlhf_reward ; env/reward_mean ;
    eval/rewards/accuracies ; eval/rewards/margins ; eval/rewards_accuracy ;
    rewards/accuracy_reward ; eval/reward_margin ; train/reward ; val/ovr_auc ;
    val/compression_ratio ; val/utility ; val/fitness ; val/best_fitness ; eval/tool_success ;
    eval/compile_rate ; eval/task_success ; eval/LAS ; eval/UAS ; eval/uas ; ents_p ; dep_las ;
    cats_score ; micro-average/f1-score ; valid/joint_goal_accuracy ; valid/slot_f1 ;
    validation/f1-measure-overall ; val_multiclass_accuracy ; val/MulticlassF1Score ;
    val/MultilabelAveragePrecision ; val/PeakSignalNoiseRatio ;
    val/ScaleInvariantSignalDistortionRatio ; val/R2Score ; val/PearsonCorrCoef ;
    val/SpearmanCorrCoef ; val/CHRFScore ; val/CohenKappa ; verification/acc ; val/VQA_score ;
    val/anls ; val/ANLS ; val/TAR@FAR=1e-3 ; 验证/准确率 ;
    """

  /// Tags of which less is better.
  static let falling = """
    loss ; val/NLL ; val/neg_log_likelihood ; val/neg_elbo ; val/ce ; val/xent ; val/bce ;
    val/BCEWithLogitsLoss ; val/categorical_crossentropy ; val/focal ; mlogloss ;
    validation-mlogloss ; merror ; multi_logloss ; binary_logloss ; eval/ppl ; eval/PPL ;
    eval/byte_perplexity ; eval/bpd ; eval/bits_per_token ; val/mse ; val/RMSE ; val/mae ;
    val/mape ; val/smape ; val/SMAPE ; val/WAPE ; val/mase ; val/MASE ; val/owa ; val/msle ;
    mean_absolute_percentage_error ; val/logcosh ; val/huber ; val/l1 ; val/L2_error ;
    val/rel_l2 ; val/rse ; val/pinball ; val/quantile ; val/winkler ; val/mean_deviance ;
    val/poisson_nloglik ; val/gamma_deviance ; val/tweedie ; l1 ; val/wer ; val/CER ; val/per ;
    val/PER ; val/ter ; val/TER ; val/word_error_rate ; val/char_error_rate ;
    val/token_error_rate ; val/phone_error_rate ; valid/uer ; valid/wer ; val/der ; val/EER ;
    val/min_dcf ; val/minDCF ; val/mcd ; val/MCD ; val/log_spectral_distance ; val/fad ;
    val/hd95 ; val/HD95 ; val/hausdorff ; val/hausdorff_distance ; val/HausdorffDistance95 ;
    val/assd ; val/nme ; val/EPE ; val/aee ; val/fl_all ; val/d1_all ; val/bad3 ; val/abs_rel ;
    val/AbsRel ; val/sq_rel ; val/silog ; val/rmse_log ; val/log10 ; val/pve ;
    val/chamfer_distance ; val/CD-L2 ; val/emd ; val/EMD ; val/mmd ; val/ate ; val/ATE ;
    val/ate_rmse ; val/trans_error ; val/translation_error ; val/rre ; val/reprojection_error ;
    val/fde ; val/minADE ; val/miss_rate ; val/MR ; val/b-minFDE ; val/fid ; val/fid_score ;
    val/sfid ; val/FVD ; val/lpips ; val/DISTS ; val/niqe ; val/piqe ; val/brisque ; val/sam ;
    val/ergas ; val/cmmd ; val/kl ; val/kld ; val/kl_div ; val/kl_divergence ; val/js_divergence ;
    val/wasserstein ; val/W2 ; val/tvd ; val/hellinger ; val/ace ; val/brier_score ;
    val/calibration_error ; val/fpr95 ; val/FPR@95TPR ; val/fpr ; val/FPR ; val/false_negatives ;
    val/false_positives ; val/false_alarm_rate ; val/frr ; val/hter ; val/err ; val/top1_error ;
    val/top5_err ; val/top1err ; test/error ; val/zero_one_loss ; val/hamming_loss ;
    val/ranking_loss ; val/coverage_error ; val/bler ; val/evm ; val/id_switches ; val/IDSW ;
    val/frag ; val/davies_bouldin ; val/inertia ; val/aic ; val/bic ; val/RMSD ; val/clashscore ;
    val/energy_mae ; val/force_rmse ; val/mean_rank ; val/median_rank ; val/MedR ; val/avg_rank ;
    val/cumulative_regret ; val/optimality_gap ; val/gap ; val/constraint_violation ;
    eval/episode_cost ; eval/bellman_error ; val/demographic_parity_difference ;
    val/equalized_odds_difference ; val/toxicity ; val/repetition_rate ;
    eval/attack_success_rate ; val/crash_rate ; val/dice_loss ; val/DiceLoss ; val/iou_loss ;
    val/accuracy_loss ; val/map_loss ; class_error ; cardinality_error ; val/obj_loss ; lossG ;
    Loss/Policy Loss ; recon_loss ; val/reconstruction ; val/recon ; val/reconstruction_error ;
    val/vlb ; val/mel_error ; val/sc_loss ; val/commit_loss ; val/perceptual ; val/style_loss ;
    val/pde_residual ; val/energy_error ; val/mre ; val/gap_to_optimal ; val/makespan ;
    val/tour_length ; val/objective ; val/MeanSquaredError ; val/MeanAbsoluteError ;
    val/SymmetricMeanAbsolutePercentageError ; val/CalibrationError ;
    val/MulticlassCalibrationError ; val/CharErrorRate ; val/Perplexity ;
    val/MeanSquaredLogError ; 验证/误差 ;
    """

  /// Tags that are no measure of how well a training goes.
  static let neither = """
    train/entropy ; train/kl ; actor/entropy ; rollout/ep_len_mean ; Environment/Episode Length ;
    charts/episodic_length ; train/completions/mean_length ; train/clip_ratio ; train/approx_kl ;
    train/std ; train/ent_coef ; train/lr ; optimizer/lr ; train/grad_norm ; actor/grad_norm ;
    epoch ; perf/mfu ; time/fps ; charts/SPS ; loss-scale ; loss_weight ; val/num_samples ; D_x ;
    D(x) ; D(G(z)) ; charts/epsilon ; world_size ;
    """

  /// The tags of a list; a line ends where a tag does.
  static func tags(_ list: String) -> [String] {
    list.split(separator: "\n").flatMap { $0.split(separator: " ; ") }.map { tag in
      tag.hasSuffix(" ;") ? String(tag.dropLast(2)) : String(tag)
    }
  }
}
