import Scalars

/// Metrics with the same direction and the same range.
struct MetricFamily: Sendable {
  /// Which way they get better.
  let direction: Direction
  /// The range of their values.
  let range: MetricRange
  /// Their names, separated by spaces: lower-case words as ``TagWords`` splits them, joined by `_`;
  /// `#` is a number.
  let names: String

  init(_ direction: Direction, _ range: MetricRange, _ names: String) {
    self.direction = direction
    self.range = range
    self.names = names
  }

  static func up(_ range: MetricRange, _ names: String) -> MetricFamily {
    MetricFamily(.max, range, names)
  }

  static func down(_ range: MetricRange, _ names: String) -> MetricFamily {
    MetricFamily(.min, range, names)
  }
}

/// The names of metrics that people log, by field, with their direction and range.
///
/// To add a name, add it to a line of its kind. A name of several words wins over its parts
/// (`neg_log_likelihood` over `likelihood`), and the last name in a tag wins over the names before
/// it. Digits at a word's end can be left out: `map` is also `map50`.
enum MetricNames {
  /// Names that decide at any position in a tag.
  static let strong: [MetricFamily] = [
    // Losses and likelihoods
    .down(.open, "loss losses criterion 损失 nll nlpd nlog_likelihood nloglik nelbo"),
    .down(.open, "free_energy"),
    .down(.positive, "ce xent xe bce cross_entropy crossentropy logloss log_loss focal hinge"),
    .down(.positive, "logcosh log_cosh huber smooth_l1 contrastive triplet infonce ctc tweedie"),
    .down(.positive, "deviance quantile pinball"),
    .up(.open, "log_lik"),
    .up(.open, "likelihood loglik log_likelihood elbo iwae log_evidence marginal_likelihood"),
    // Errors of numbers
    .down(.positive, "error err misclassification mse mae rmse rms msle rmsle medae mre 误差"),
    .down(.positive, "mape smape wape wmape mdape nmse nmae nrmse nrms rse rrse rae rmspe mspe"),
    .down(.positive, "l1 l2 rel_l2 lsd residual residuals logmse log_mse rmse_log"),
    .down(.positive, "absolute_difference emae fmae voi arand fd_dac"),
    .up(.open, "neg_mean_squared_error neg_root_mean_squared_error neg_mean_absolute_error"),
    .up(.open, "neg_median_absolute_error neg_mse neg_mae neg_rmse neg_log_loss neg_brier_score"),
    .up(.open, "neg_log_perplexity"),
    .up(.atMostOne, "r2 r² r_2 r_squared rsquared r2score explained_variance explained nse kge"),
    .up(.atMostOne, "q2 q_squared explained_var"),
    // Classification
    .up(.share, "accuracy acc accu accuracies prec1 prec5 prec precision recall ppv npv tpr tnr"),
    .up(.share, "准确率 精度 正确率 召回率 精确率 correct fscore f1 f2 f1score fbeta f_beta f_# f0_5"),
    .up(.share, "uf1 hmean"),
    .up(.share, "sensitivity specificity gmean g_mean informedness uar war youden jaccard"),
    .up(.share, "hit_rate"),
    .up(.share, "true_positive true_negative detection_rate balanced_accuracy"),
    .up(.share, "auc auroc roc rocauc aucroc auprc aupr aucpr prauc auprg pauc gauc uauc gini"),
    .up(.correlation, "mcc matthews matthews_correlation kappa qwk cohen_kappa"),
    .down(.share, "fpr fnr far frr fdr fer hter acer apcer bpcer eer misses miss miss_rate"),
    .down(.share, "false_positive false_negative false_alarm false_accept false_reject"),
    .down(.share, "fpr_tpr fpr_at_tpr"), .up(.share, "tpr_fpr tpr_at_fpr"),
    .down(.open, "accuracy_drop acc_drop performance_drop forgetting"),
    .down(.share, "incorrect"),
    .down(.share, "hamming zero_one"),
    .down(.positive, "false_positives false_negatives"),
    // Calibration, uncertainty, fairness
    .down(.share, "ece mce uce sce aece brier aurc eaurc miscalibration overconfidence"),
    .down(.open, "crps energy_score winkler interval_score pinaw"),
    .up(.share, "coverage picp"),
    .down(.share, "parity_difference parity_gap odds_difference opportunity_difference"),
    .down(.share, "equalized_odds"),
    .down(.share, "demographic_parity disparity unfairness"),
    .up(.share, "parity_ratio odds_ratio disparate_impact worst_group group_accuracy"),
    // Retrieval, ranking, recommendation
    .up(.share, "ndcg dcg mrr map mean_average_precision average_precision avg_precision hit"),
    .up(.share, "hits"),
    .up(.share, "hr hr_# hitrate hit_ratio r_# r_k r1 r5 r10 p_# p_k rank_# rank1 rank5 rank10"),
    .up(.share, "cmc"),
    .up(.share, "ctr rsum recall_# catalog_coverage serendipity inp minp"),
    .down(.atLeastOne, "mean_rank avg_rank average_rank median_rank meanrank medianrank mr medr"),
    .down(.positive, "mdr mean_pos"),
    .down(.atLeastOne, "meanr mnr"),
    .down(.positive, "coverage_error"),
    // Regression on series, forecasting
    .down(.positive, "mase rmsse wrmsse owa msis wql wspl mwql"),
    .up(.correlation, "pearson pearsonr spearman spearmanr kendall kendalltau kendall_tau pcc"),
    .up(.correlation, "plcc srcc"),
    .up(.correlation, "srocc krocc corr correlation corrcoef ccc lin_ccc"),
    .up(.correlation, "concordance_correlation scc ic"),
    .up(.correlation, "cosine similarity cos_sim cosine_similarity rank_ic icir"),
    // Detection
    .up(.share, "ap aps apm apl ap_small ap_medium ap_large ar ar_# arm arl mar cocoap map_s"),
    .up(.share, "map_m"),
    .up(.share, "map_l corloc cor_loc nds amota amotp_recall mapdist maph aph detection_score"),
    .up(.share, "maph_l1 maph_l2 aph_l1 aph_l2"),
    .up(.share, "aos ods ois"),
    // Segmentation
    .up(.share, "iou miou io_u mean_io_u mean_iou fwiou biou ciou giou diou dice dsc dice_coef"),
    .up(.share, "dice_coefficient pq sq rq pixacc pixel_accuracy macc aacc boundary_f1 nsd"),
    .up(.share, "surface_dice"),
    .up(.share, "fg_dice j_and_f wt_dice s_measure e_measure smeasure emeasure"),
    .down(.positive, "hd hausdorff hausdorff_distance assd asd masd rvd"),
    // Tracking
    .up(.atMostOne, "mota"), .up(.share, "motp idf1 idp idr hota deta assa loca eao success_auc"),
    .down(.positive, "id_switches id_switch idsw frag fragmentations num_switches lost_tracks"),
    // Depth, stereo, flow
    .down(.positive, "abs_rel absrel sq_rel sqrel silog si_log si_rmse epe aepe aee fl_all fl"),
    .down(.positive, "d1_all d1_error angular_error irmse imae bad_pixel"),
    .up(.share, "delta1 delta2 delta3 delta_1 delta_2 delta_3 a1 a2 a3 d1 d2 d3"),
    // Pose, motion, geometry
    .up(.share, "pck pckh oks 3dpck pcp inlier_ratio registration_recall"),
    .up(.share, "feature_matching_recall"),
    .down(.positive, "nme mpjpe mrrpe pampjpe mpvpe pve pjpe accel_error ade fde minade minfde"),
    .down(.positive, "bminfde"),
    .down(.positive, "chamfer chamfer_distance cd_l1 cd_l2 emd earth_mover ate rpe rre"),
    .down(.positive, "reprojection"),
    .down(.positive, "rotation_error translation_error geodesic"),
    .down(.share, "collision collisions collision_rate off_road offroad"),
    .up(.share, "normal_consistency volumetric_iou"),
    // Images: quality and generation
    .up(.open, "psnr psnry cpsnr snr segsnr signal_noise_ratio vmaf inception_score clip_score"),
    .up(.open, "clipscore clip_sim clip_i clip_t clip_similarity dino_score dino_i image_reward"),
    .up(.open, "imagereward pick_score pickscore hps hpsv2 aesthetic musiq maniqa clipiqa topiq"),
    .down(.share, "dssim"),
    .up(.share, "ssim msssim ms_ssim fsim vif uiqi structural_similarity"),
    .down(.positive, "fid sfid fid50k fdd frechet frechet_inception_distance cmmd fvd fad kvd"),
    .down(.positive, "lpips image_patch_similarity"),
    .down(.positive, "dists niqe piqe brisque ergas spectral_angle swd perceptual_distance"),
    .down(.open, "kid kernel_inception_distance"),
    // Distances of distributions
    .down(.positive, "kl kld kl_div kl_divergence divergence jsd js_divergence mmd wasserstein"),
    .down(.positive, "sinkhorn hellinger tvd total_variation_distance bhattacharyya distance"),
    .down(.positive, "distances ksd energy_distance"),
    // Clustering
    .up(.correlation, "ari ami silhouette rand_index adjusted_rand"),
    .up(.share, "nmi purity homogeneity v_measure fowlkes_mallows completeness"),
    .up(.open, "calinski calinski_harabasz modularity"),
    .down(.positive, "davies_bouldin inertia conductance"),
    .down(.open, "aic bic"),
    // Speech and audio
    .down(.positive, "wer cer uer mer wil der jer ter tser word_error char_error token_error"),
    .down(.positive, "phone_error phoneme_error min_dcf mindcf dcf cllr mcd mel_cepstral"),
    .down(.positive, "f0_rmse tdcf min_tdcf t_dcf"),
    .down(.positive, "edit_dist"),
    .down(.positive, "log_spectral_distance bler ber evm levenshtein edit_distance dtw"),
    .down(.positive, "distortion"),
    .down(.positive, "mel_error stft spectral_convergence sc_error vde gpe ffe"),
    .up(.within(-0.5...4.6), "pesq wb_pesq nb_pesq"),
    .up(.within(1...5), "mos utmos dnsmos nisqa csig cbak covl ovrl mosnet visqol"),
    .up(.share, "stoi estoi speaker_similarity spk_sim secs"),
    .up(.open, "sdr sdri sisdr si_sdr sisdri si_sdri sisnr si_snr sisnri si_snri sir sar nsdr"),
    .up(.open, "usdr"),
    .up(.open, "signal_distortion_ratio"),
    // Translation, summaries, captions
    .up(.share, "bleu sacrebleu sbleu gleu bleurt chrf chrfpp meteor rouge rougel rougelsum"),
    .up(.share, "comet"),
    .up(.share, "comet22 xcomet bertscore bert_score moverscore yisi codebleu bartscore spice"),
    .up(.share, "prism"),
    .up(.share, "bleuscore exact_match exact em anls norm_edit_dis vqa_accuracy vqa_score"),
    .up(.share, "joint_goal las uas"),
    .up(.share, "ents_f ents_p ents_r dep_las dep_uas sents_f cats_score micro_f1 macro_f1"),
    .up(.positive, "cider ciderd nist"),
    // Language models
    .down(.atLeastOne, "perplexity ppl pplx 困惑度"),
    .down(.positive, "bpb bpc bpd bpw bits_per_byte bits_per_char bits_per_character"),
    .down(.positive, "bits_per_dim bits_dim bits_pixel"),
    .down(.positive, "bits_per_token bits_per_word nats nats_per_token nats_per_dim"),
    .up(.share, "pass pass_at pass_rate win_rate winrate win_ratio win winrates lc_win_rate"),
    .up(.share, "faithfulness groundedness helpfulness relevancy relevance truthfulness honesty"),
    .up(.share, "harmlessness execution_accuracy parse_rate valid_json json_valid compile_rate"),
    .up(.share, "compiles instruction_following format_correct well_formed"),
    .down(.share, "hallucination hallucinations toxicity toxic repetition repetitions"),
    .down(.share, "attack_success attack_success_rate"),
    .down(.share, "jailbreak failure failures fail fails crash crashes crash_rate memorization"),
    // Reinforcement learning, games, money
    .up(.open, "reward rewards rew return returns ret retn eprewmean fitness utility ep_rew"),
    .up(.open, "ep_ret"),
    .up(.open, "episodic_return true_objective rlhf_reward 奖励 回报 elo elo_rating trueskill"),
    .up(.open, "rating"),
    .up(.open, "ratings margin margins profit pnl sharpe sortino calmar portfolio_value equity"),
    .up(.open, "distance_traveled distance_travelled forward_progress driving_score"),
    .up(.share, "success successes successful success_rate solve_rate solved solve"),
    .up(.share, "success_weighted success_weighted_path_length stage_completion task_completion"),
    .up(.share, "goal_completion level_completion preference_rate tests_passed resolved_rate"),
    .up(.open, "iqm hypervolume forward_distance"),
    .down(.positive, "dist_to_goal distance_to_goal goal_dist goal_distance"),
    .down(.positive, "lap_time time_to_goal time_to_success completion_time steps_to_goal"),
    .down(.positive, "steps_to_success"),
    .down(.share, "fall_rate fallen off_route off_track"),
    .up(.share, "completion_rate"),
    .up(.share, "completion_ratio goal_reached reached goals won wins battle_won victory"),
    .up(.share, "victories win_loss win_loss_ratio spl"),
    .up(.share, "route_completion"),
    .down(.open, "cost costs regret drawdown penalty penalties gap"),
    .down(.positive, "violation violations ep_cost cost_return makespan tour_length tour_len"),
    .down(.positive, "optimality_gap"),
    .down(.positive, "risk suboptimality"),
    // Molecules, proteins, medicine, survival
    .up(.share, "lddt plddt gdt gdt_ts gdt_ha tm tmscore tm_score dockq validity uniqueness"),
    .up(.share, "native_recovery sequence_recovery c_statistic"),
    .up(.share, "novelty qed c_index cindex concordance concordance_index ctd harrell_c uno_c"),
    .down(.positive, "rmsd lrmsd irmsd clashscore clashes"),
    // Other
    .up(.share, "agreement consistency robustness robust_accuracy tar_far tar"),
  ]

  /// Names that decide only if no other name does: `brier_score`, `mmlu/perplexity`,
  /// `reward_per_step`.
  static let weak: [MetricFamily] = [
    .up(.open, "score scores top match matches quality diversity goal tau sim"),
    .up(.open, "evidence ll logp log_prob logprob lift compression_ratio unique realism"),
    .up(.open, "fidelity"),
    .up(.open, "is ks alignment human_preference valid_mols valid_molecules stability"),
    .up(.share, "valid_smiles vbench"),
    .up(.open, "utilization enrichment bedroc ef roi"),
    .up(.share, "csi probe linear_probe knn"),
    .down(.positive, "per ser ace bad sam log10 w1 w2 cd recon reconstruction vlb perceptual"),
    .down(.positive, "objective objectives difference diff multiclass multi_class poisson"),
    .down(.positive, "expectile pairlogit pair_logit querysoftmax discrepancy inconsistency"),
    .down(.positive, "inaccuracy wrong mistakes timeout"),
    // Benchmarks, each measured by an accuracy or a similar share
    .up(.share, "mmlu mmlu_pro hellaswag arc arc_challenge arc_easy gsm8k gsm humaneval mbpp"),
    .up(.share, "math"),
    .up(.share, "truthfulqa boolq winogrande piqa siqa lambada bbh ifeval aime gpqa mt_bench"),
    .up(.share, "alpaca_eval alpacaeval arena_hard ceval c_eval cmmlu openbookqa commonsenseqa"),
    .up(.share, "triviaqa naturalqs nq squad glue superglue sst2 cola mnli qnli qqp mrpc stsb"),
    .up(.share, "wnli"),
    .up(.share, "copa multirc longbench ruler livecodebench swe_bench bigbench agieval medqa"),
    .up(.share, "medmcqa"),
    .up(.share, "pubmedqa mmmu mmbench mme vqav2 textvqa docvqa chartqa pope gqa scienceqa ai2d"),
    .up(.share, "vqa"),
    .up(.share, "mathvista xnli xcopa tydiqa flores sts mteb beir needle simpleqa olympiadbench"),
    .up(.share, "amc minerva hle hotpotqa"),
  ]
}
