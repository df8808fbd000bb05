import type { Rule } from "../../rule";
import { bucketAccessIsLogged } from "./bucket-access-is-logged";
import { bucketBlocksPublicAccess } from "./bucket-blocks-public-access";
import { bucketDemandsTls } from "./bucket-demands-tls";
import { bucketHasALifecycle } from "./bucket-has-a-lifecycle";
import { bucketHasOneOwner } from "./bucket-has-one-owner";
import { bucketIsEncrypted } from "./bucket-is-encrypted";
import { bucketKeepsVersions } from "./bucket-keeps-versions";
import { bucketPolicyWaitsForTheBlock } from "./bucket-policy-waits-for-the-block";
import { cacheIsEncrypted } from "./cache-is-encrypted";
import { databaseDemandsTls } from "./database-demands-tls";
import { databaseExportsItsLogs } from "./database-exports-its-logs";
import { databaseIsEncrypted } from "./database-is-encrypted";
import { databaseIsNotPublic } from "./database-is-not-public";
import { databaseKnowsIamUsers } from "./database-knows-iam-users";
import { databaseLeavesAFinalSnapshot } from "./database-leaves-a-final-snapshot";
import { databasePasswordIsManaged } from "./database-password-is-managed";
import { databaseSnapshotsKeepTags } from "./database-snapshots-keep-tags";
import { databaseTakesMinorUpgrades } from "./database-takes-minor-upgrades";
import { fileSystemDemandsTls } from "./file-system-demands-tls";
import { fileSystemIsEncrypted } from "./file-system-is-encrypted";
import { keyRotates } from "./key-rotates";
import { keyWaitsBeforeItIsDeleted } from "./key-waits-before-it-is-deleted";
import { productionBucketIsNeverEmptied } from "./production-bucket-is-never-emptied";
import { productionDataCannotBeDestroyed } from "./production-data-cannot-be-destroyed";
import { productionDatabaseKeepsBackups } from "./production-database-keeps-backups";
import { productionDatabaseRefusesDeletion } from "./production-database-refuses-deletion";
import { productionDatabaseSpansZones } from "./production-database-spans-zones";
import { queueDemandsTls } from "./queue-demands-tls";
import { queueHasADeadLetterQueue } from "./queue-has-a-dead-letter-queue";
import { queueIsEncrypted } from "./queue-is-encrypted";
import { searchDomainIsEncrypted } from "./search-domain-is-encrypted";
import { streamClusterIsEncrypted } from "./stream-cluster-is-encrypted";
import { tableCanBeRestored } from "./table-can-be-restored";
import { tableIsEncrypted } from "./table-is-encrypted";
import { topicIsEncrypted } from "./topic-is-encrypted";

/** Rules of buckets, databases, keys and everything else that holds data. */
export const STORAGE_RULES: readonly Rule[] = [
  bucketAccessIsLogged,
  bucketBlocksPublicAccess,
  bucketDemandsTls,
  bucketHasALifecycle,
  bucketHasOneOwner,
  bucketIsEncrypted,
  bucketKeepsVersions,
  bucketPolicyWaitsForTheBlock,
  cacheIsEncrypted,
  databaseDemandsTls,
  databaseExportsItsLogs,
  databaseIsEncrypted,
  databaseIsNotPublic,
  databaseKnowsIamUsers,
  databaseLeavesAFinalSnapshot,
  databasePasswordIsManaged,
  databaseSnapshotsKeepTags,
  databaseTakesMinorUpgrades,
  fileSystemDemandsTls,
  fileSystemIsEncrypted,
  keyRotates,
  keyWaitsBeforeItIsDeleted,
  productionBucketIsNeverEmptied,
  productionDataCannotBeDestroyed,
  productionDatabaseKeepsBackups,
  productionDatabaseRefusesDeletion,
  productionDatabaseSpansZones,
  queueDemandsTls,
  queueHasADeadLetterQueue,
  queueIsEncrypted,
  searchDomainIsEncrypted,
  streamClusterIsEncrypted,
  tableCanBeRestored,
  tableIsEncrypted,
  topicIsEncrypted,
];
