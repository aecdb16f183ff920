// Facts by hand, each to be read in the provider's public documentation. For providers that no second binding serves,
// and where the rules of `assemble.mjs` are known to miss. A line is matched against `kind type path`, such as
// `resource kubernetes_deployment spec.template.metadata.name`.

const templates = 'spec\\.(?:job_template\\.spec\\.)?template\\.spec'
const pod = `(?:${templates}|resource kubernetes_pod\\w* spec)`

/** Optional attributes that the provider computes when they aren't written. */
const computed = {
  kubernetes: [
    /^(?!resource kubernetes_default_service_account).* (?:.*\.)?metadata\.name$/u,
    / (?:.*[._])?secret_ref\.namespace$/u,
    / (?:.*\.)?(?:init_)?container\.resources\.(?:limits|requests)$/u,
    / (?:.*\.)?(?:termination_message_policy|image_pull_policy)$/u,
    / (?:.*\.)?azure_disk\.kind$/u,
    / (?:.*\.)?rbd\.keyring$/u,
    new RegExp(`${pod}\\.(?:hostname|node_name|scheduler_name|service_account_name)$`, 'u'),
    /volume_claim_templates?\.spec\.(?:storage_class_name|volume_mode|volume_name)$/u,
    /kubernetes_persistent_volume_claim\w* spec\.(?:storage_class_name|volume_mode|volume_name)$/u,
    /kubernetes_(?:cluster_)?role_binding\w* subject\.api_group$/u,
    /kubernetes_(?:deployment|stateful_set)\w* spec\.replicas$/u,
    /kubernetes_stateful_set\w* spec\.(?:pod_management_policy|revision_history_limit)$/u,
    /resource kubernetes_(?:cron_)?job\w* (?:.*\.)?completion_mode$/u,
    /resource kubernetes_job\w* metadata\.labels$/u,
    /kubernetes_horizontal_pod_autoscaler\w* spec\.target_cpu_utilization_percentage$/u,
    /kubernetes_ingress_v1 spec\.ingress_class_name$/u,
    /kubernetes_ingress spec\.(?:backend|rule\.http\.path\.backend)\.service_port$/u,
    /kubernetes_ingress_class\w* spec\.parameters\.scope$/u,
    /kubernetes_replication_controller\w* spec\.template\.spec\.(?:active_deadline_seconds|dns_policy|host_(?:ipc|network|pid)|node_selector|priority_class_name|restart_policy|runtime_class_name|subdomain|termination_grace_period_seconds)$/u,
    /kubernetes_pod_security_policy\w* spec\.(?:allow_privilege_escalation|allowed_capabilities|default_allow_privilege_escalation|host_(?:ipc|network|pid)|privileged|read_only_root_filesystem|required_drop_capabilities|volumes)$/u,
    /kubernetes_service(?:_v1)? spec\.(?:cluster_ips?|external_traffic_policy|health_check_node_port|internal_traffic_policy|ip_families|ip_family_policy)$/u,
    /kubernetes_service(?:_v1)? spec\.port\.(?:node_port|target_port)$/u,
    /kubernetes_service(?:_v1)? spec\.session_affinity_config\.client_ip\.timeout_seconds$/u,
    /kubernetes_token_request\w* spec\.(?:audiences|expiration_seconds)$/u,
    /resource kubernetes_secret\w* data$/u,
    /kubernetes_(?:manifest|resource) object$/u,
    /data kubernetes_resources objects$/u,
    /kubernetes_limit_range\w* spec\.limit\.default_request$/u,
    /data kubernetes_storage_class\w* (?:allow_volume_expansion|mount_options|parameters|reclaim_policy|volume_binding_mode)$/u,
  ],
  helm: [
    /resource helm_release (?:atomic|cleanup_on_fail|create_namespace|dependency_update|description|disable_crd_hooks|disable_openapi_validation|disable_webhooks|force_update|lint|max_history|namespace|pass_credentials|recreate_pods|render_subchart_notes|replace|reset_values|reuse_values|skip_crds|take_ownership|timeout|upgrade_install|verify|version|wait|wait_for_jobs)$/u,
    /data helm_template (?:crds|manifest|manifests|notes|version)$/u,
    / set\.type$/u,
  ],
  local: [/resource local_(?:sensitive_)?file (?:file|directory)_permission$/u],
  time: [
    /resource time_offset (?:base_rfc3339|day|hour|minute|month|second|unix|year)$/u,
    /resource time_(?:rotating|static) (?:rfc3339|rotation_rfc3339|day|hour|minute|month|second|unix|year)$/u,
  ],
  cloudinit: [/cloudinit_config (?:base64_encode|boundary|gzip)$/u, / part\.content_type$/u],
  null: [/data null_data_source has_computed_default$/u],
}

/** Attributes that the provider marks as sensitive, or doesn't although its name looks so. */
const sensitive = {
  kubernetes: [
    [/kubernetes_secret\w* (?:binary_)?data$/u, true],
    [/provider {2}(?:client_key|password|token)$/u, true],
    [/ cluster_ca_certificate$/u, false],
  ],
  helm: [
    [/ (?:repository_)?password$/u, true],
    [/ kubernetes\.cluster_ca_certificate$/u, false],
    [/ set_sensitive\.value$/u, true],
  ],
  local: [
    [/resource local_sensitive_file (?:content|content_base64)$/u, true],
    [/resource local_file sensitive_content$/u, true],
    [/data local_sensitive_file content(?:_base64)?$/u, true],
  ],
  random: [[/resource random_password (?:result|bcrypt_hash)$/u, true]],
}

/** @param {string} provider */
export function correctionsFor(provider) {
  return {
    computed: (kind, type, path) =>
      computed[provider]?.some((one) => one.test(`${kind} ${type} ${path}`)) ? true : undefined,
    sensitive: (kind, type, path) =>
      sensitive[provider]?.find(([one]) =>
        one.test(`${kind} ${kind === 'provider' ? '' : type} ${path}`),
      )?.[1],
  }
}
