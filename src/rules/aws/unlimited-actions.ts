/**
 * By service, the actions that AWS lets nobody limit to a resource; `name*` stands for all that begin so. For the services
 * that policies name most. What could not be limited until lately is among them, such as the descriptions of EC2.
 * Source: https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
export const unlimitedActions = `
  access-analyzer: cancelpolicygeneration check* getgeneratedpolicy listanalyzers listpolicygenerations
    startpolicygeneration validatepolicy
  acm: createacmeendpoint getaccountconfiguration listacmeendpoints listcertificates putaccountconfiguration
    requestcertificate searchcertificates
  acm-pca: createcertificateauthority listcertificateauthorities
  amplify: createapp listapps listresourcesforwebacl
  appconfig: createapplication createdeploymentstrategy createextension* getaccountsettings listapplications
    listdeploymentstrategies listexperimentdefinitions listextension* updateaccountsettings
  application-autoscaling: describe* getpredictivescalingforecast
  apprunner: listautoscalingconfigurations listconnections listobservabilityconfigurations listservices
    listvpc*
  appsync: createapi* createdatasource createfunction creategraphqlapi createresolver createtype
    deleteapicache deleteapikey deletedatasource deletefunction deleteresolver deleteresourcepolicy deletetype
    evaluate* flushapicache getapicache getdata* getfunction getgraphqlapienvironmentvariables
    getintrospectionschema getresolver getresourcepolicy getschemacreationstatus gettype listapi*
    listdatasources listdomainnames listfunctions listgraphqlapis listresolvers* listresourcesforwebacl
    listsourceapiassociations listtypes* put* setwebacl startdatasourceintrospection startschemacreation
    updateapicache updateapikey updatedatasource updatefunction updateresolver updatetype
  artifact: getaccountsettings listagreements listcomplianceinquiries listcustomeragreements listreport*
    putaccountsettings
  athena: getcatalogs getexecution* getnamespace* getqueryexecutions gettable gettables
    listapplicationdpusizes listcapacityreservations listdatacatalogs listengineversions listexecutors
    listworkgroups runquery
  autoscaling: describe* getpredictivescalingforecast putaccountsetting
  autoscaling-plans: *
  aws-portal: *
  backup: describebackupjob describecopyjob describeglobalsettings describeprotectedresource
    describeregionsettings describereportjob describerestorejob describescanjob exportbackupplantemplate
    getbackupplanfrom* getrestorejobmetadata getrestoretestinginferredmetadata getsupportedresourcetypes
    listbackupaccess* listbackupjob* listbackupplans listbackupplantemplates listbackupvaults listcopy*
    listframeworks listindexed* listlegalholds listprotectedresources listrecoverypointsbyresource listreport*
    listrestorejob* listrestoretestingplans listscan* listtieringconfigurations putrestorevalidationresult
    stopbackupjob updateglobalsettings updateregionsettings
  batch: describecomputeenvironments describejob* describeschedulingpolicies describeservice*
    listconsumableresources listjobs listschedulingpolicies listservicejobs
  bedrock: agenticretrievestream associatethirdpartyknowledgebase callwithbearertoken checkingesteddocumentacl
    createagent createautomatedreasoningpolicy createblueprint createcustommodel createdataautomationlibrary
    createdatasourcetoken createflow createfoundationmodelagreement createknowledgebase
    createmarketplacemodelendpoint createmodelimportjob createprompt createsession
    deleteenforcedguardrailconfiguration deletefoundationmodelagreement deletemarketplacemodelagreement
    deletemodelinvocationloggingconfiguration generatequery getaccountdataretention getblueprintrecommendation
    getdatasourceauthorizationurl getdocumentcontent getfoundationmodelavailability getingesteddocumentacl
    getmodelinvocationloggingconfiguration getusecaseformodelaccess invokebuilder invokeguardrailchecks
    invokeinlineagent listadvancedpromptoptimizationjobs listagents listasyncinvokes listcustom*
    listenforcedguardrailsconfiguration listevaluationjobs listflows listfoundation* listimportedmodels
    listinferenceprofiles listknowledgebases listmarketplacemodelendpoints listmodel* listpromptrouters
    listprovisionedmodelthroughputs listsessions optimizeprompt putaccountdataretention
    putenforcedguardrailconfiguration putfoundationmodelentitlement putmodelinvocationloggingconfiguration
    putusecaseformodelaccess rerank retrieveandgenerate validateflowdefinition
  billing: *
  budgets: describebudgetactionsforaccount
  ce: create* deletenotificationsubscription deletereport describe* get* list* provideanomalyfeedback start*
    updateconsoleactionsetenforced updatecostallocationtagsstatus updatenotificationsubscription
    updatepreferences updatereport
  cloud9: createenvironmentec2 createenvironmentssh getmigrationexperiences getuser* listenvironments
    updateusersettings
  cloudformation: activate* batchdescribetypeconfigurations cancelresourcerequest creategeneratedtemplate
    createresource createstackset createuploadbucket deactivate* deletegeneratedtemplate deleteresource
    deregistertype describeaccountlimits describegeneratedtemplate describeorganizationsaccess
    describepublisher describeresourcescan describestackdriftdetectionstatus describetype*
    estimatetemplatecost getgeneratedtemplate gethookresult getresource* listallhookresults listexports
    listgeneratedtemplates listimports listresource* liststacks liststacksets listtype* publishtype register*
    settype* startresourcescan testtype updategeneratedtemplate updateresource validatetemplate
  cloudfront: createanycastiplist createcachepolicy createcloudfrontoriginaccessidentity createconnection*
    createcontinuousdeploymentpolicy createdistribution* createfield* createfunction createkey*
    createmonitoringsubscription createorigin* createpublickey createrealtimelogconfig
    createresponseheaderspolicy createsavingsplan createstreaming* createtruststore createvpcorigin
    deletekeygroup deletemonitoringsubscription deletepublickey getkey* getmonitoringsubscription getpublic*
    getsavingsplan listanycastiplists listcachepolicies listcloudfrontoriginaccessidentities listconnection*
    listcontinuousdeploymentpolicies listdistributions listdistributionsbyanycastiplistid
    listdistributionsbycachepolicyid listdistributionsbyconnectionmode listdistributionsbykeygroup
    listdistributionsbylambdafunction listdistributionsbyoriginrequestpolicyid
    listdistributionsbyrealtimelogconfig listdistributionsbyresponseheaderspolicyid
    listdistributionsbyvpcoriginid listdistributionsbywebaclid listdistributiontenants* listfield*
    listfunctions listinvalidations listkey* listorigin* listpublickeys listratecards listrealtimelogconfigs
    listresponseheaderspolicies listsavingsplans liststreamingdistributions listtruststores listusages
    listvpcorigins updatefieldlevelencryptionconfig updatekeygroup updatepublickey updatesavingsplan
  cloudshell: createenvironment describeenvironments
  cloudtrail: deregisterorganizationdelegatedadmin describetrails getimport listchannels listdashboards
    listeventdatastores listimport* listpublickeys listservicelinkedchannels listtrails lookupevents
    registerorganizationdelegatedadmin searchsamplequeries startimport stopimport
  cloudwatch: assumeaccessprofile batchgetservicelevelindicatorreport callwithbearertoken create*
    deleteanomalydetector deleteomnithread describealarmsformetric describeanomalydetectors
    describeinsightrules enabletopologydiscovery generate* getagentgraph getcontextgraph
    getintelligenceconfiguration getmetricdata getmetricstatistics getmetricwidgetimage getomnithread
    getotelenrichment getpreferences getrecords getspacecredentials* gettelemetryqueryresults gettopology*
    invokeintegration link listaccess* listalert* listdashboards listdomain* listentitiesformetric
    listingestionendpoints listintegrations listmanagedinsightrules listmetrics listmetricstreams listomni*
    listservice* listspace* listtelemetry* listviews putanomalydetector putintelligenceconfiguration
    putmanagedinsightrules putmetricdata querytraces searchprincipals starto* starttelemetry*
    stopotelenrichment stoptelemetry* submitfeedback updateomnithread updatepreferences
  codeartifact: create* listdomains listrepositories
  codebuild: deleteoauthtoken deletesourcecredentials importsourcecredentials listbuildbatches listbuilds
    listconnectedoauthaccounts listcuratedenvironmentimages listfleets listprojects listreportgroups
    listreports listrepositories listsandboxes listshared* listsourcecredentials persistoauthtoken
  codecommit: createapprovalruletemplate deleteapprovalruletemplate getapprovalruletemplate
    listapprovalruletemplates listrepositories* updateapproval*
  codedeploy: batchgetdeploymenttargets continuedeployment createcloudformationdeployment
    deletegithubaccounttoken deleteresourcesbyexternalid getdeploymenttarget listapplications
    listdeploymentconfigs listdeploymenttargets listgithubaccounttokennames listonpremisesinstances
    putlifecycleeventhookexecutionstatus skipwaittimeforinstancetermination stopdeployment
  codepipeline: acknowledge* getactiontype getjobdetails getthirdpartyjobdetails listactiontypes listpipelines
    listruletypes pollforthirdpartyjobs putjob* putthird*
  cognito-identity: createidentitypool deleteidentities describeidentity getcredentialsforidentity getid
    getopenidtoken listidentitypools set* unlinkidentity
  cognito-idp: associatesoftwaretoken changepassword confirm* createuserpool deleteuser deleteuserattributes
    describeuserpooldomain forgetdevice forgotpassword getdevice getprovisionedlimit gettokensfromrefreshtoken
    getuser getuserattributeverificationcode globalsignout initiateauth listdevices listuserpools
    resendconfirmationcode respondtoauthchallenge revoketoken setusermfapreference setusersettings signup
    updatedevicestatus updateprovisionedlimit updateuserattributes verify*
  comprehend: batch* containspiientities detectdominantlanguage detectkeyphrases detectpiientities
    detectsentiment detectsyntax detecttargetedsentiment detecttoxiccontent listdocument*
    listdominantlanguagedetectionjobs listendpoints listentitiesdetectionjobs listentity*
    listeventsdetectionjobs listflywheels listkeyphrasesdetectionjobs listpiientitiesdetectionjobs
    listsentimentdetectionjobs listtargetedsentimentdetectionjobs listtopicsdetectionjobs
  compute-optimizer: *
  config: batchget* deletedeliverychannel deletependingaggregationrequest deleteremediationexceptions
    deleteresourceconfig deleteretentionconfiguration deliver* describe* get* list* put* select* start* stop*
  cur: *
  datasync: createagent createlocation* listagents listdiscoveryjobs listlocations liststoragesystems
    listtask*
  dax: createparametergroup createsubnetgroup deleteparametergroup deletesubnetgroup describedefaultparameters
    describeevents describeparameter* describesubnetgroups updateparametergroup updatesubnetgroup
  detective: batchgetmembershipdatasources creategraph disableorganizationadminaccount
    enableorganizationadminaccount getpricinginformation listgraphs listinvitations
    listorganizationadminaccount
  dlm: createlifecyclepolicy getlifecyclepolicies
  ds: checkalias connectdirectory createdirectory createhybridad createidentitypooldirectory createmicrosoftad
    deleteadassessment describeadassessment describedirectories describesnapshots describetrusts
    getdirectorylimits listadassessments listlogsubscriptions startadassessment
  dynamodb: describeendpoints describelimits describereservedcapacity* getabacstatus injecterror listbackups
    listcontributorinsights listglobaltables liststreams listtables purchasereservedcapacityofferings
    updateabacstatus
  ec2: advertisebyoipcidr associateipambyoasn associatetrunkinterface bundleinstance cancelbundletask
    cancelconversiontask cancelreservedinstanceslisting confirmproductinstance createdefault*
    createreservedinstanceslisting createspotdatafeedsubscription deletespotdatafeedsubscription
    deletesubnetcidrreservation deprovisionbyoipcidr deregisterinstanceeventnotificationattributes describe*
    disableallowedimagessettings disableawsnetworkperformancemetricsubscription disablecapacitymanager
    disableebsencryptionbydefault disableimageblockpublicaccess disableipamorganizationadminaccount
    disableserialconsoleaccess disablesnapshotblockpublicaccess disassociateipambyoasn
    disassociatetrunkinterface enableallowedimagessettings enableawsnetworkperformancemetricsubscription
    enablecapacitymanager enableebsencryptionbydefault enableimageblockpublicaccess
    enableipamorganizationadminaccount enablereachabilityanalyzerorganizationsharing enableserialconsoleaccess
    enablesnapshotblockpublicaccess exporttransitgatewayroutes getallowedimagessettings
    getawsnetworkperformancedata getcapacitymanager* getdefaultcreditspecification getebs*
    getenabledipampolicy gethostreservationpurchasepreview getimageblockpublicaccessstate
    getinstancemetadatadefaults getinstancetypesfrominstancerequirements getmanagedresourcevisibility
    getserialconsoleaccessstatus getsnapshotblockpublicaccessstate getspotplacementscores
    getsubnetcidrreservations gettransitgatewayattachmentpropagations gettransitgatewayprefixlistreferences
    gettransitgatewayroute* getvpnconnectiondevicetypes injectapierror list* modifyaccountvpcencryptioncontrol
    modifyavailabilityzonegroup modifydefaultcreditspecification modifyebsdefaultkmskeyid modifyid*
    modifyinstancemetadatadefaults modifymanagedresourcevisibility modifyvpcblockpublicaccessoptions
    moveaddresstovpc provisionbyoipcidr purchasereservedinstancesoffering purchasescheduledinstances
    registerinstanceeventnotificationattributes replaceimagecriteriainallowedimagessettings
    resetebsdefaultkmskeyid restoreaddresstoclassic runscheduledinstances startdeclarativepoliciesreport
    updatecapacity* withdrawbyoipcidr
  ec2messages: *
  ecr: createpullthroughcacherule createrepositorycreationtemplate deletepullthroughcacherule
    deleteregistrypolicy deleterepositorycreationtemplate deletesigningconfiguration
    deregisterpulltimeupdateexclusion describepullthroughcacherules describeregistry
    describerepositorycreationtemplates getaccountsetting getauthorizationtoken getregistry*
    getsigningconfiguration listpulltimeupdateexclusions putaccountsetting putregistry*
    putreplicationconfiguration putsigningconfiguration registerpulltimeupdateexclusion
    updatepullthroughcacherule updaterepositorycreationtemplate validatepullthroughcacherule
  ecr-public: describeregistries getauthorizationtoken
  ecs: createcluster deleteaccountsetting deregistertaskdefinition describetaskdefinition discoverpollendpoint
    listaccountsettings listclusters listdaemons listdaemontaskdefinitions listservices* listtaskdefinition*
    putaccount* registertaskdefinition
  eks: createcluster createeksanywheresubscription describeaddonconfiguration describeaddonversions
    describeclusterversions listaccesspolicies listclusters listeksanywheresubscriptions registercluster
  elasticache: describecacheengineversions describeenginedefaultparameters describeevents
    describereservedcachenodesofferings describeserviceupdates
  elasticfilesystem: createfilesystem describeaccountpreferences putaccountpreferences
  elasticloadbalancing: allowvendedlogdeliveryforresource describe* setwebacl
  elasticmapreduce: createrepository createsecurityconfiguration createstudio deleterepository
    deletesecurityconfiguration describereleaselabel describerepository describesecurityconfiguration
    getblockpublicaccessconfiguration linkrepository listclusters listeditors listnotebookexecutions
    listreleaselabels listrepositories listsecurityconfigurations liststudio* listsupportedinstancetypes
    putblockpublicaccessconfiguration runjobflow unlinkrepository updaterepository
    vieweventsfromallclustersinconsole
  es: accept* authorizevpcendpointaccess createapplication createelasticsearchservicerole createpackage
    createservicerole createvpcendpoint deleteelasticsearchservicerole deleteinbound* deleteoutbound*
    deletepackage deletevpcendpoint describeelasticsearchinstancetypelimits describeinbound*
    describeinstancetypelimits describeoutbound* describepackages describereserved* describevpcendpoints
    getpackageversionhistory listdomainnames listdomainsforpackage listelasticsearch* listinstancetypedetails
    listversions listvpc* purchase* reject* revokevpcendpointaccess updatepackage* updatevpcendpoint
  events: listapidestinations listarchives listconnections listendpoints listevent* listpartnereventsources
    listreplays listrule* listsubscribers putpartnerevents putpermission removepermission testeventpattern
  firehose: listdeliverystreams
  fsx: describebackups describedata* describefilecaches describefilesystems describes3accesspointattachments
    describesharedvpcconfiguration describesnapshots describestoragevirtualmachines describevolumes
    updatesharedvpcconfiguration
  glacier: getdataretrievalpolicy listprovisionedcapacity listvaults purchaseprovisionedcapacity
    setdataretrievalpolicy
  globalaccelerator: advertisebyoipcidr createaccelerator createcrossaccountattachment
    createcustomroutingaccelerator deprovisionbyoipcidr listaccelerators listbyoipcidrs listcross*
    listcustomroutingaccelerators listcustomroutingportmappingsbydestination provisionbyoipcidr
    withdrawbyoipcidr
  glue: accessdataqualityruntimeconfiguration batchgetcustomentitytypes batchgetstagefiles
    checkschemaversionvalidity createclassifier createcrawler createcustomentitytype createdataqualityruleset
    createdevendpoint createglueidentitycenterconfiguration createinboundintegration createmltransform
    createscript createsecurityconfiguration deleteclassifier deletecustomentitytype
    deleteglueidentitycenterconfiguration deletesecurityconfiguration deregisterdatapreview
    describeinboundintegrations getclassifier* getcolumnstatisticstask* getcrawlermetrics getcrawlers
    getcustomentitytype getdataflowgraph getdatapreviewstatement getdevendpoints getenvironment getexecutors*
    getgeneratedcode getglueidentitycenterconfiguration getjobbookmark getjobs getlogparsingstatus getmapping
    getnotebookinstancestatus getplan getqueries getquery getrecipeaction getsecurity* getstage* getstorage*
    gettriggers glue* listblueprints listcolumnstatisticstaskruns listconnectiontypes listcrawlers
    listcustomentitytypes listdevendpoints listjobs listregistries listsessions listtriggers listusageprofiles
    listworkflows managedconnector requestlogparsing resetjobbookmark rundatapreviewstatement send*
    startcompletion startcrawlerschedule startnotebook stopcrawlerschedule terminatenotebook updateclassifier
    updatecrawlerschedule updateglueidentitycenterconfiguration usegluestudio
  guardduty: listdetectors createdetector listinvitations getinvitationscount
  health: describe* disablehealthserviceaccessfororganization enablehealthserviceaccessfororganization
  iam: createaccountalias deleteaccount* deletecloudfrontpublickey disable* enableorganizations*
    enableoutboundwebidentityfederation generatecredentialreport getaccount* getcloudfrontpublickey
    getcontextkeysforcustompolicy getcredentialreport getorganizationsaccessreport
    getoutboundwebidentityfederationinfo getservicelast* listaccountaliases listcloudfrontpublickeys
    listdelegationrequests listgroups listinstanceprofiles listopenidconnectproviders
    listorganizationsfeatures listpolicies listroles listsamlproviders listservercertificates
    liststsregionalendpointsstatus listusers listvirtualmfadevices putaccountproperties
    setsecuritytokenservicepreferences setstsregionalendpointstatus simulatecustompolicy updateaccount*
    updatecloudfrontpublickey uploadcloudfrontpublickey
  identitystore: createidentitystore listidentitystores
  inspector: *
  inspector2: associatemember batch* cancel* createfindingsreport createsbomexport
    describeorganizationconfiguration disable* disassociatemember enable* get* list* resetencryptionkey
    searchvulnerabilities send* start* stopcissession updateconfiguration updateconnectorscanconfiguration
    updateec2deepinspectionconfiguration updateencryptionkey updateorg*
  kafka: describeclusteroperation* getbootstrapbrokers getcompatiblekafkaversions listclusters*
    listconfigurations listkafkaversions listreplicators listvpcconnections
  kinesis: describeaccountsettings describelimits disableenhancedmonitoring enableenhancedmonitoring
    injectapierror listchannels liststreams updateaccountsettings updateshardcount updatestreammode
  kinesisvideo: listedgeagentconfigurations listsignalingchannels liststreams
  kms: connectcustomkeystore createcustomkeystore createkey deletecustomkeystore describecustomkeystores
    disconnectcustomkeystore generaterandom listaliases listkeys listretirablegrants updatecustomkeystore
  lakeformation: *
  lambda: connectmicrovm createcodesigningconfig createeventsourcemapping createmicrovmimage
    getaccountsettings listcapacityproviders listcodesigningconfigs listeventsourcemappings listfunctions
    listlayer* listmanagedmicrovmimages listmicrovmimages listmicrovms listnetworkconnectors
    passnetworkconnector
  logs: associatesourcetos3tableintegration callwithbearertoken cancel* createimporttask createlogdelivery
    deleteaccountpolicy deleteindexpolicy deleteintegration deletelogdelivery deletepipelinerule
    deletequerydefinition deleteresourcepolicy describeaccountpolicies describeconfigurationtemplates
    describedeliveries describedelivery* describedestinations describeexporttasks describefieldindexes
    describeimport* describeindexpolicies describeloggroups describelookuptables describequeries
    describequerydefinitions describeresourcepolicies disassociatesourcefroms3tableintegration getintegration
    getlogdelivery getlogfields getquery* getstoragetierpolicy link listaggregateloggroupsummaries
    listentitiesforloggroup listintegrations listlogdeliveries listloggroups* listscheduledqueries
    listsourcesfors3tableintegration listsyslogconfigurations putaccountpolicy putindexpolicy putintegration
    putpipelinerule putquerydefinition putresourcepolicy putstoragetierpolicy stop* test* updatelogdelivery
  mq: createbroker createconfiguration describebrokerenginetypes describebrokerinstanceoptions listbrokers
    listconfigurations
  network-firewall: listcontainerassociations listrulegroups
  organizations: createaccount creategovcloudaccount createorganization deleteorganization
    deleteresourcepolicy describecreateaccountstatus describeorganization describeresourcepolicy
    disableawsserviceaccess enableallfeatures enableawsserviceaccess leaveorganization list*
  polly: describevoices getspeechsynthesistask list*
  pricing: *
  ram: createpermission createresourceshare enablesharingwithawsorganization getresource* listpermissions
    listpermissionversions listprincipals listreplacepermissionassociationswork listresources
    listresourcetypes listsourceassociations
  rds: cancelexporttask createdbproxy describeaccountattributes describecertificates describedbengineversions
    describedbmajorengineversions describedbrecommendations describeenginedefault* describeeventcategories
    describeevents describeoptiongroupoptions describeorderabledbinstanceoptions describerecommendation*
    describereserveddbinstancesofferings describesourceregions modifycertificates modifydbrecommendation
    modifyrecommendation
  redshift: acceptreservednodeexchange addpartner cancelquery createauthenticationprofile
    createqev2idcapplication createredshiftidcapplication createsavedquery createscheduledaction
    deleteauthenticationprofile deleteendpointaccess deletesavedqueries deletescheduledaction
    deregisternamespace describeaccountattributes describeauthenticationprofiles describeclusterdbrevisions
    describeclusterparametergroups describeclustersecuritygroups describeclustersubnetgroups
    describeclustertracks describeclusterversions describecustomdomainassociations describedata*
    describedefaultclusterparameters describeevent* describehsm* describeinboundintegrations
    describeorderableclusteroptions describeqev2idcapplications describequery describeredshiftidcapplications
    describereserved* describesavedqueries describescheduledactions describesnapshotcopygrants describestorage
    describetable executequery fetchresults getreservednodeexchangeofferings listdatabases listsavedqueries
    listschemas listtables modifyauthenticationprofile modifyendpointaccess modifysavedquery
    modifyscheduledaction purchasereservednodeoffering registernamespace viewqueriesfromconsole
  redshift-data: cancelstatement describestatement getstatementresult listsessions liststatements
  redshift-serverless: createreservation createusagelimit deleteresourcepolicy deletescheduledaction
    deletesnapshotcopyconfiguration deleteusagelimit describeonetimecredit getreservation* getresourcepolicy
    getscheduledaction gettablerestorestatus gettrack getusagelimit listcustomdomainassociations
    listmanagedworkgroups listnamespaces listreservation* listscheduledactions listtablerestorestatus
    listtracks listusagelimits listworkgroups putresourcepolicy updatescheduledaction
    updatesnapshotcopyconfiguration updateusagelimit
  rekognition: comparefaces createcollection createfacelivenesssession createproject describeprojects
    detectfaces detectlabels detectprotectiveequipment detecttext get* listcollections listmediaanalysisjobs
    liststreamprocessors recognizecelebrities startcelebrityrecognition startcontentmoderation
    startfacedetection startfacelivenesssession startlabeldetection startpersontracking startsegmentdetection
    starttextdetection
  resource-groups: creategroup getaccountsettings listgroups listresourcetypes searchresources
    updateaccountsettings
  route53: createcidrcollection creategeolocation createhealthcheck createhostedzone
    createreusabledelegationset createtrafficpolicy getaccountlimit getcheckeripranges getgeolocation
    gethealthcheckcount gethostedzonecount gettrafficpolicyinstancecount listcidrcollections listgeolocations
    listhealthchecks listhosted* listreusabledelegationsets listtrafficpolicies listtrafficpolicyinstances
    testdnsanswer
  route53resolver: getresolverquerylogconfigassociation listfirewallconfigs listfirewalldomainlists
    listfirewallrulegroup* listfirewallruletypes listoutpostresolvers listresolverendpoints listresolverquery*
    listresolverrule*
  s3: createjob createstoragelensgroup getaccesspoint getaccountpublicaccessblock listaccessgrantsinstances
    listaccesspoints* listallmybuckets listjobs listmultiregionaccesspoints liststorage*
    putaccesspointpublicaccessblock putaccountpublicaccessblock putstoragelensconfiguration
  sagemaker: callwithbearertoken createlineagegrouppolicy deletelineagegrouppolicy deleteresourcepolicy
    describejobschemaversion describelineagegroup disablesagemakerservicecatalogportfolio
    enablesagemakerservicecatalogportfolio extendtrainingplan getlineagegrouppolicy getresourcepolicy
    getsagemakerservicecatalogportfoliostatus getsearchsuggestions list* putlineagegrouppolicy
    putresourcepolicy querylineage renderuitemplate search*
  savingsplans: createsavingsplan describesavingsplansoffering*
  scheduler: listschedule*
  secretsmanager: batchgetsecretvalue getrandompassword listsecrets
  securityhub: batchgetconfigurationpolicyassociations batchgetsecuritycontrols
    batchgetstandardscontrolassociations batchupdatestandardscontrolassociations connectorregistrationsv2
    createaggregatorv2 createautomation* createconfigurationpolicy createconnector* createfindingaggregator
    describesecurityhubv2 disablesecurityhubv2 enablesecurityhubv2 getconfigurationpolicyassociation
    getsecuritycontroldefinition listaggregatorsv2 listautomation* listconfiguration* listconnectors*
    listfindingaggregators listsecuritycontroldefinitions liststandardscontrolassociations
    updatesecuritycontrol
  servicediscovery: createhttpnamespace createprivatednsnamespace createpublicdnsnamespace listnamespaces
    listoperations listservices listtagsforresource tagresource untagresource
  servicequotas: associateservicequotatemplate createsupportcase deleteservicequotaincreaserequestfromtemplate
    disassociateservicequotatemplate get* list* start* stopautomanagement tagresource untagresource
    updateautomanagement
  ses: applytrackingconfigurationoverrides clonereceiptruleset createconfigurationsettrackingoptions
    createexportjob createimportjob createmultiregionendpoint createreceipt* createtemplate
    deleteconfigurationsettrackingoptions deleteidentity* deletereceipt* deletetemplate
    deleteverifiedemailaddress describe* getaccount* getblacklistreports getdedicatedip
    getdeliverabilitydashboardoptions getdomaindeliverabilitycampaign getemailaddressinsights getidentity*
    getmessageinsights getsend* gettemplate listaddon* listaddresslists listarchive* listconfigurationsets
    listcontactlists listcustomverificationemailtemplates listdedicatedippools listdeliverabilitytestreports
    listdomaindeliverabilitycampaigns listemailidentities listemailtemplates listexportjobs listidentities
    listidentitypolicies listimportjobs listingresspoints listmultiregionendpoints listreceipt* listrelays
    listrulesets listtemplates listtenants listtrafficpolicies listverifiedemailaddresses putaccount*
    putdedicatedipwarmupattributes putdeliverabilitydashboardoption putidentitypolicy reorderreceiptruleset
    set* testrendertemplate updateaccountsendingenabled updateconfigurationsetreputationmetricsenabled
    updateconfigurationsetsendingenabled updateconfigurationsettrackingoptions updatereceiptrule
    updatetemplate verify*
  shield: associatedrt* associateproactiveengagementdetails create* deletesubscription
    describeattackstatistics describedrtaccess describeemergencycontactsettings describesubscription disable*
    disassociatedrt* enable* get* listattacks listprotection* updateapplicationlayerautomaticresponse
    updateemergencycontactsettings updatesubscription
  sns: checkifphonenumberisoptedout createplatform* createsmssandboxphonenumber deleteendpoint
    deleteplatformapplication deletesmssandboxphonenumber getendpointattributes
    getplatformapplicationattributes getsms* listendpointsbyplatformapplication listoriginationnumbers
    listphonenumbersoptedout listplatformapplications listsmssandboxphonenumbers listsubscriptions listtopics
    optinphonenumber setendpointattributes setplatformapplicationattributes setsmsattributes
    verifysmssandboxphonenumber
  sqs: listqueues
  ssm: cancelcommand createactivation createmaintenancewindow createops* createpatchbaseline deleteactivation
    deleteinventory describeactivations describeautomation* describeavailablepatches describeinstance*
    describeinventorydeletions describemaintenancewindowexecutiontask* describemaintenancewindows*
    describemaintenancewindowschedule describeopsitems describeparameters describepatch* describesessions
    executeapi getcommandinvocation getdeployablepatchsnapshotforinstance getexecutionpreview getinventory*
    getmaintenancewindowexecution* getmanifest getpatchbaselineforpatchgroup listassociations
    listcloudconnectors listcommand* listcompliance* listdocuments listinventoryentries listops* listresource*
    putconfigurepackageresult putinventory registermanagedinstance startexecutionpreview
  ssmmessages: *
  sso: associate* createapplicationinstance* createmanagedapplicationinstance createprofile createtrust
    deleteapplicationinstance* deletemanagedapplicationinstance deleteprofile describeregisteredregions
    disassociate* getapplicationinstance getapplicationtemplate getmanagedapplicationinstance
    getmfadevicemanagementfordirectory getpermissionset getprofile getsharedssoconfiguration getsso* gettrust
    importapplicationinstanceserviceprovidermetadata listapplicationinstance* listapplications
    listapplicationtemplates listdirectoryassociations listinstances listprofile*
    putmfadevicemanagementfordirectory putpermissionspolicy search* startsso updateapplicationinstance*
    updatemanagedapplicationinstancestatus updateprofile updatessoconfiguration updatetrust
  states: invokehttpendpoint listactivities liststatemachines revealsecrets send* teststate
    validatestatemachinedefinition
  sts: decodeauthorizationmessage getaccesskeyinfo getcalleridentity getdelegatedaccesstoken
    getservicebearertoken getsessiontoken getwebidentitytoken taggetwebidentitytoken
  support: *
  tag: *
  textract: analyze* createadapter detectdocumenttext getdocument* getexpenseanalysis getlending* listadapter*
    start*
  transcribe: create* getmedicalscribestream list* start* tagresource untagresource
  translate: describetexttranslationjob listlanguages listparalleldata listterminologies
    listtexttranslationjobs stoptexttranslationjob
  trustedadvisor: batchupdaterecommendationresourceexclusion deletenotificationconfigurationfordelegatedadmin
    describe* downloadrisk generatereport get* list* set* update*
  waf: getchange* listactivatedrulesinrulegroup listbytematchsets listgeomatchsets listipsets
    listloggingconfigurations listratebasedrules listregex* listrule* listsizeconstraintsets
    listsqlinjectionmatchsets listsubscribedrulegroups listwebacls listxssmatchsets
  wafv2: checkcapacity createapikey deleteapikey describe* generatemobilesdkreleaseurl getdecryptedapikey
    getmobilesdkrelease getrevenue* listapikeys listavailable* listipsets listloggingconfigurations
    listmanagedrulesets listmobilesdkreleases listregexpatternsets listrulegroups listsettlementrecords
    listwebacls validate*
  xray: batch* canceltraceretrieval deleteresourcepolicy getdistincttracegraphs getencryptionconfig getgroups
    getindexingrules getinsight* getretrievedtracesgraph getsampling* getservicegraph
    gettimeseriesservicestatistics gettrace* link listresourcepolicies listretrievedtraces put*
    starttraceretrieval updateindexingrule updatetracesegmentdestination
`
