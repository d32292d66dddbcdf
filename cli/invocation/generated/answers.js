// Generated from events/dead-letters-command.schema.json and fleet-command.schema.json by `npm run generate`. Do not edit.
// @ts-nocheck
export const FUNCTIONS = {
  list: 'redrive',
  show: 'redrive',
  plan: 'redrive',
  redrive: 'redrive',
  discard: 'redrive',
  quota: 'redrive',
  resume: 'redrive',
  check: 'reconcile',
  repair: 'reconcile',
};

export const validateAnswers = validate20;
const pattern6 = new RegExp("^[A-Za-z0-9_][A-Za-z0-9_-]{0,63}$", "u");
const pattern4 = new RegExp("^[A-Za-z][A-Za-z0-9._-]{0,127}$", "u");
const pattern14 = new RegExp("^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(?:\\.\\d{1,9})?Z$", "u");
const func1 = function ucs2length(str) {
    const len = str.length;
    let length = 0;
    let pos = 0;
    let value;
    while (pos < len) {
        length++;
        value = str.charCodeAt(pos++);
        if (value >= 0xd800 && value <= 0xdbff && pos < len) {
            // high surrogate, and there is a next character
            value = str.charCodeAt(pos);
            if ((value & 0xfc00) === 0xdc00)
                pos++; // low surrogate
        }
    }
    return length;
};

function validate23(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate23.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.id === undefined){
return false;
}
if(data.code === undefined){
return false;
}
if(data.stage === undefined){
return false;
}
if(data.attempts === undefined){
return false;
}
if(data.firstSeenAt === undefined){
return false;
}
if(data.lastSeenAt === undefined){
return false;
}
if(data.redrives === undefined){
return false;
}
if(data.source === undefined){
return false;
}
if(data.isCut === undefined){
return false;
}
if(data.textLength === undefined){
return false;
}
if(data.id !== undefined){
let data0 = data.id;
if(typeof data0 === "string"){
if(!pattern6.test(data0)){
return false;
}
}
else {
return false;
}
}
if(data.code !== undefined){
let data1 = data.code;
if(typeof data1 === "string"){
if(!pattern4.test(data1)){
return false;
}
}
else {
return false;
}
}
if(data.stage !== undefined){
let data2 = data.stage;
if(!((((data2 === "parse") || (data2 === "create")) || (data2 === "tag")) || (data2 === "announce"))){
return false;
}
}
if(data.attempts !== undefined){
let data3 = data.attempts;
if(!(((typeof data3 == "number") && (!(data3 % 1) && !isNaN(data3))) && (isFinite(data3)))){
return false;
}
if((typeof data3 == "number") && (isFinite(data3))){
if(data3 < 1 || isNaN(data3)){
return false;
}
}
}
if(data.firstSeenAt !== undefined){
let data4 = data.firstSeenAt;
if(typeof data4 === "string"){
if(!pattern14.test(data4)){
return false;
}
}
else {
return false;
}
}
if(data.lastSeenAt !== undefined){
let data5 = data.lastSeenAt;
if(typeof data5 === "string"){
if(!pattern14.test(data5)){
return false;
}
}
else {
return false;
}
}
if(data.redrives !== undefined){
let data6 = data.redrives;
if(!(((typeof data6 == "number") && (!(data6 % 1) && !isNaN(data6))) && (isFinite(data6)))){
return false;
}
if((typeof data6 == "number") && (isFinite(data6))){
if(data6 < 0 || isNaN(data6)){
return false;
}
}
}
if(data.kmsRequestId !== undefined){
let data7 = data.kmsRequestId;
if(typeof data7 === "string"){
if(func1(data7) < 1){
return false;
}
}
else {
return false;
}
}
if(data.keyId !== undefined){
let data8 = data.keyId;
if(typeof data8 === "string"){
if(func1(data8) < 1){
return false;
}
}
else {
return false;
}
}
if(data.identity !== undefined){
let data9 = data.identity;
if(data9 && typeof data9 == "object" && !Array.isArray(data9)){
if(data9.requestId === undefined){
return false;
}
if(data9.tenantId === undefined){
return false;
}
if(data9.requestId !== undefined){
if(typeof data9.requestId !== "string"){
return false;
}
}
if(data9.tenantId !== undefined){
if(typeof data9.tenantId !== "string"){
return false;
}
}
if(data9.keyName !== undefined){
if(typeof data9.keyName !== "string"){
return false;
}
}
if(data9.fingerprint !== undefined){
if(typeof data9.fingerprint !== "string"){
return false;
}
}
}
else {
return false;
}
}
if(data.source !== undefined){
let data14 = data.source;
if(data14 && typeof data14 == "object" && !Array.isArray(data14)){
if(data14.door === undefined){
return false;
}
if(data14.door !== undefined){
let data15 = data14.door;
if(!((((data15 === "http") || (data15 === "invoke")) || (data15 === "queue")) || (data15 === "redrive"))){
return false;
}
}
if(data14.topic !== undefined){
if(typeof data14.topic !== "string"){
return false;
}
}
if(data14.partition !== undefined){
let data17 = data14.partition;
if(!(((typeof data17 == "number") && (!(data17 % 1) && !isNaN(data17))) && (isFinite(data17)))){
return false;
}
if((typeof data17 == "number") && (isFinite(data17))){
if(data17 < 0 || isNaN(data17)){
return false;
}
}
}
if(data14.offset !== undefined){
let data18 = data14.offset;
if(!(((typeof data18 == "number") && (!(data18 % 1) && !isNaN(data18))) && (isFinite(data18)))){
return false;
}
if((typeof data18 == "number") && (isFinite(data18))){
if(data18 < 0 || isNaN(data18)){
return false;
}
}
}
if(data14.messageId !== undefined){
if(typeof data14.messageId !== "string"){
return false;
}
}
}
else {
return false;
}
}
if(data.isCut !== undefined){
if(typeof data.isCut !== "boolean"){
return false;
}
}
if(data.isUnsealed !== undefined){
if(true !== data.isUnsealed){
return false;
}
}
if(data.textLength !== undefined){
let data22 = data.textLength;
if(!(((typeof data22 == "number") && (!(data22 % 1) && !isNaN(data22))) && (isFinite(data22)))){
return false;
}
if((typeof data22 == "number") && (isFinite(data22))){
if(data22 < 0 || isNaN(data22)){
return false;
}
}
}
}
else {
return false;
}
validate23.errors = vErrors;
return errors === 0;
}
validate23.evaluated = {"props":{"id":true,"code":true,"stage":true,"attempts":true,"firstSeenAt":true,"lastSeenAt":true,"redrives":true,"kmsRequestId":true,"keyId":true,"identity":true,"source":true,"isCut":true,"isUnsealed":true,"textLength":true},"dynamicProps":false,"dynamicItems":false};


function validate22(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate22.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.letters === undefined){
return false;
}
if(data.total === undefined){
return false;
}
if(data.counts === undefined){
return false;
}
if(data.beyond === undefined){
return false;
}
if(data.unreadable === undefined){
return false;
}
if(data.letters !== undefined){
let data0 = data.letters;
if(Array.isArray(data0)){
const len0 = data0.length;
for(let i0=0; i0<len0; i0++){
if(!(validate23(data0[i0], {instancePath:instancePath+"/letters/" + i0,parentData:data0,parentDataProperty:i0,rootData,dynamicAnchors}))){
return false;
}
}
}
else {
return false;
}
}
if(data.total !== undefined){
let data2 = data.total;
if(!(((typeof data2 == "number") && (!(data2 % 1) && !isNaN(data2))) && (isFinite(data2)))){
return false;
}
if((typeof data2 == "number") && (isFinite(data2))){
if(data2 < 0 || isNaN(data2)){
return false;
}
}
}
if(data.counts !== undefined){
let data3 = data.counts;
if(data3 && typeof data3 == "object" && !Array.isArray(data3)){
for(const key0 in data3){
let data4 = data3[key0];
if(!(((typeof data4 == "number") && (!(data4 % 1) && !isNaN(data4))) && (isFinite(data4)))){
return false;
}
if((typeof data4 == "number") && (isFinite(data4))){
if(data4 < 0 || isNaN(data4)){
return false;
}
}
}
}
else {
return false;
}
}
if(data.beyond !== undefined){
let data5 = data.beyond;
if(!(((typeof data5 == "number") && (!(data5 % 1) && !isNaN(data5))) && (isFinite(data5)))){
return false;
}
if((typeof data5 == "number") && (isFinite(data5))){
if(data5 < 0 || isNaN(data5)){
return false;
}
}
}
if(data.unreadable !== undefined){
let data6 = data.unreadable;
if(Array.isArray(data6)){
const len1 = data6.length;
for(let i1=0; i1<len1; i1++){
if(typeof data6[i1] !== "string"){
return false;
}
}
}
else {
return false;
}
}
}
else {
return false;
}
validate22.errors = vErrors;
return errors === 0;
}
validate22.evaluated = {"props":{"letters":true,"total":true,"counts":true,"beyond":true,"unreadable":true},"dynamicProps":false,"dynamicItems":false};

const pattern16 = new RegExp("^[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$", "u");
const pattern17 = new RegExp("^[A-Za-z0-9_-]{43}$", "u");

function validate24(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
/*# sourceURL="dead-letter.schema.json" */;
let vErrors = null;
let errors = 0;
const evaluated0 = validate24.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.id === undefined){
return false;
}
if(data.code === undefined){
return false;
}
if(data.stage === undefined){
return false;
}
if(data.reason === undefined){
return false;
}
if(data.nextStep === undefined){
return false;
}
if(data.attempts === undefined){
return false;
}
if(data.firstSeenAt === undefined){
return false;
}
if(data.lastSeenAt === undefined){
return false;
}
if(data.redrives === undefined){
return false;
}
if(data.problems === undefined){
return false;
}
if(data.source === undefined){
return false;
}
if(data.text === undefined){
return false;
}
if(data.id !== undefined){
let data0 = data.id;
if(typeof data0 === "string"){
if(!pattern6.test(data0)){
return false;
}
}
else {
return false;
}
}
if(data.code !== undefined){
let data1 = data.code;
if(typeof data1 === "string"){
if(!pattern4.test(data1)){
return false;
}
}
else {
return false;
}
}
if(data.stage !== undefined){
let data2 = data.stage;
if(!((((data2 === "parse") || (data2 === "create")) || (data2 === "tag")) || (data2 === "announce"))){
return false;
}
}
if(data.reason !== undefined){
let data3 = data.reason;
if(typeof data3 === "string"){
if(func1(data3) < 1){
return false;
}
}
else {
return false;
}
}
if(data.nextStep !== undefined){
let data4 = data.nextStep;
if(typeof data4 === "string"){
if(func1(data4) < 1){
return false;
}
}
else {
return false;
}
}
if(data.runbook !== undefined){
let data5 = data.runbook;
if(typeof data5 === "string"){
if(func1(data5) < 1){
return false;
}
}
else {
return false;
}
}
if(data.attempts !== undefined){
let data6 = data.attempts;
if(!(((typeof data6 == "number") && (!(data6 % 1) && !isNaN(data6))) && (isFinite(data6)))){
return false;
}
if((typeof data6 == "number") && (isFinite(data6))){
if(data6 < 1 || isNaN(data6)){
return false;
}
}
}
if(data.firstSeenAt !== undefined){
let data7 = data.firstSeenAt;
if(typeof data7 === "string"){
if(!pattern14.test(data7)){
return false;
}
}
else {
return false;
}
}
if(data.lastSeenAt !== undefined){
let data8 = data.lastSeenAt;
if(typeof data8 === "string"){
if(!pattern14.test(data8)){
return false;
}
}
else {
return false;
}
}
if(data.redrives !== undefined){
let data9 = data.redrives;
if(!(((typeof data9 == "number") && (!(data9 % 1) && !isNaN(data9))) && (isFinite(data9)))){
return false;
}
if((typeof data9 == "number") && (isFinite(data9))){
if(data9 < 0 || isNaN(data9)){
return false;
}
}
}
if(data.problems !== undefined){
let data10 = data.problems;
if(Array.isArray(data10)){
const len0 = data10.length;
for(let i0=0; i0<len0; i0++){
let data11 = data10[i0];
if(data11 && typeof data11 == "object" && !Array.isArray(data11)){
if(data11.pointer === undefined){
return false;
}
if(data11.detail === undefined){
return false;
}
if(data11.pointer !== undefined){
if(typeof data11.pointer !== "string"){
return false;
}
}
if(data11.detail !== undefined){
let data13 = data11.detail;
if(typeof data13 === "string"){
if(func1(data13) < 1){
return false;
}
}
else {
return false;
}
}
}
else {
return false;
}
}
}
else {
return false;
}
}
if(data.kmsRequestId !== undefined){
let data14 = data.kmsRequestId;
if(typeof data14 === "string"){
if(func1(data14) < 1){
return false;
}
}
else {
return false;
}
}
if(data.keyId !== undefined){
let data15 = data.keyId;
if(typeof data15 === "string"){
if(func1(data15) < 1){
return false;
}
}
else {
return false;
}
}
if(data.identity !== undefined){
let data16 = data.identity;
if(data16 && typeof data16 == "object" && !Array.isArray(data16)){
if(data16.requestId === undefined){
return false;
}
if(data16.tenantId === undefined){
return false;
}
if(data16.requestId !== undefined){
if(typeof data16.requestId !== "string"){
return false;
}
}
if(data16.tenantId !== undefined){
if(typeof data16.tenantId !== "string"){
return false;
}
}
if(data16.keyName !== undefined){
if(typeof data16.keyName !== "string"){
return false;
}
}
if(data16.fingerprint !== undefined){
if(typeof data16.fingerprint !== "string"){
return false;
}
}
}
else {
return false;
}
}
if(data.source !== undefined){
let data21 = data.source;
if(data21 && typeof data21 == "object" && !Array.isArray(data21)){
if(data21.door === undefined){
return false;
}
if(data21.door !== undefined){
let data22 = data21.door;
if(!((((data22 === "http") || (data22 === "invoke")) || (data22 === "queue")) || (data22 === "redrive"))){
return false;
}
}
if(data21.topic !== undefined){
if(typeof data21.topic !== "string"){
return false;
}
}
if(data21.partition !== undefined){
let data24 = data21.partition;
if(!(((typeof data24 == "number") && (!(data24 % 1) && !isNaN(data24))) && (isFinite(data24)))){
return false;
}
if((typeof data24 == "number") && (isFinite(data24))){
if(data24 < 0 || isNaN(data24)){
return false;
}
}
}
if(data21.offset !== undefined){
let data25 = data21.offset;
if(!(((typeof data25 == "number") && (!(data25 % 1) && !isNaN(data25))) && (isFinite(data25)))){
return false;
}
if((typeof data25 == "number") && (isFinite(data25))){
if(data25 < 0 || isNaN(data25)){
return false;
}
}
}
if(data21.messageId !== undefined){
if(typeof data21.messageId !== "string"){
return false;
}
}
}
else {
return false;
}
}
if(data.traceparent !== undefined){
let data27 = data.traceparent;
if(typeof data27 === "string"){
if(!pattern16.test(data27)){
return false;
}
}
else {
return false;
}
}
if(data.cut !== undefined){
let data28 = data.cut;
if(data28 && typeof data28 == "object" && !Array.isArray(data28)){
if(data28.bytes === undefined){
return false;
}
if(data28.sha256 === undefined){
return false;
}
if(data28.bytes !== undefined){
let data29 = data28.bytes;
if(!(((typeof data29 == "number") && (!(data29 % 1) && !isNaN(data29))) && (isFinite(data29)))){
return false;
}
if((typeof data29 == "number") && (isFinite(data29))){
if(data29 < 1 || isNaN(data29)){
return false;
}
}
}
if(data28.sha256 !== undefined){
let data30 = data28.sha256;
if(typeof data30 === "string"){
if(!pattern17.test(data30)){
return false;
}
}
else {
return false;
}
}
}
else {
return false;
}
}
if(data.seal !== undefined){
let data31 = data.seal;
if(typeof data31 === "string"){
if(func1(data31) < 1){
return false;
}
}
else {
return false;
}
}
if(data.text !== undefined){
if(typeof data.text !== "string"){
return false;
}
}
}
else {
return false;
}
validate24.errors = vErrors;
return errors === 0;
}
validate24.evaluated = {"props":{"id":true,"code":true,"stage":true,"reason":true,"nextStep":true,"runbook":true,"attempts":true,"firstSeenAt":true,"lastSeenAt":true,"redrives":true,"problems":true,"kmsRequestId":true,"keyId":true,"identity":true,"source":true,"traceparent":true,"cut":true,"seal":true,"text":true},"dynamicProps":false,"dynamicItems":false};


function validate28(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate28.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.letter === undefined){
return false;
}
if(data.runbook === undefined){
return false;
}
if(data.letter !== undefined){
if(!(validate24(data.letter, {instancePath:instancePath+"/letter",parentData:data,parentDataProperty:"letter",rootData,dynamicAnchors}))){
return false;
}
}
if(data.runbook !== undefined){
if(typeof data.runbook !== "string"){
return false;
}
}
}
else {
return false;
}
validate28.errors = vErrors;
return errors === 0;
}
validate28.evaluated = {"props":{"letter":true,"runbook":true},"dynamicProps":false,"dynamicItems":false};


function validate32(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate32.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.id === undefined){
return false;
}
if(data.outcome === undefined){
return false;
}
if(data.calls === undefined){
return false;
}
if(data.id !== undefined){
let data0 = data.id;
if(typeof data0 === "string"){
if(!pattern6.test(data0)){
return false;
}
}
else {
return false;
}
}
if(data.outcome !== undefined){
let data1 = data.outcome;
if(!((((data1 === "provisioned") || (data1 === "rejected")) || (data1 === "parked")) || (data1 === "refused"))){
return false;
}
}
if(data.code !== undefined){
if(typeof data.code !== "string"){
return false;
}
}
if(data.calls !== undefined){
let data3 = data.calls;
if(Array.isArray(data3)){
const len0 = data3.length;
for(let i0=0; i0<len0; i0++){
if(typeof data3[i0] !== "string"){
return false;
}
}
}
else {
return false;
}
}
if(data.tenantId !== undefined){
if(typeof data.tenantId !== "string"){
return false;
}
}
if(data.keyName !== undefined){
if(typeof data.keyName !== "string"){
return false;
}
}
}
else {
return false;
}
validate32.errors = vErrors;
return errors === 0;
}
validate32.evaluated = {"props":{"id":true,"outcome":true,"code":true,"calls":true,"tenantId":true,"keyName":true},"dynamicProps":false,"dynamicItems":false};


function validate31(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate31.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.plans === undefined){
return false;
}
if(data.total === undefined){
return false;
}
if(data.beyond === undefined){
return false;
}
if(data.unreadable === undefined){
return false;
}
if(data.plans !== undefined){
let data0 = data.plans;
if(Array.isArray(data0)){
const len0 = data0.length;
for(let i0=0; i0<len0; i0++){
if(!(validate32(data0[i0], {instancePath:instancePath+"/plans/" + i0,parentData:data0,parentDataProperty:i0,rootData,dynamicAnchors}))){
return false;
}
}
}
else {
return false;
}
}
if(data.total !== undefined){
let data2 = data.total;
if(!(((typeof data2 == "number") && (!(data2 % 1) && !isNaN(data2))) && (isFinite(data2)))){
return false;
}
if((typeof data2 == "number") && (isFinite(data2))){
if(data2 < 0 || isNaN(data2)){
return false;
}
}
}
if(data.beyond !== undefined){
let data3 = data.beyond;
if(!(((typeof data3 == "number") && (!(data3 % 1) && !isNaN(data3))) && (isFinite(data3)))){
return false;
}
if((typeof data3 == "number") && (isFinite(data3))){
if(data3 < 0 || isNaN(data3)){
return false;
}
}
}
if(data.unreadable !== undefined){
let data4 = data.unreadable;
if(Array.isArray(data4)){
const len1 = data4.length;
for(let i1=0; i1<len1; i1++){
if(typeof data4[i1] !== "string"){
return false;
}
}
}
else {
return false;
}
}
}
else {
return false;
}
validate31.errors = vErrors;
return errors === 0;
}
validate31.evaluated = {"props":{"plans":true,"total":true,"beyond":true,"unreadable":true},"dynamicProps":false,"dynamicItems":false};


function validate37(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate37.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.id === undefined){
return false;
}
if(data.outcome === undefined){
return false;
}
if(data.id !== undefined){
let data0 = data.id;
if(typeof data0 === "string"){
if(!pattern6.test(data0)){
return false;
}
}
else {
return false;
}
}
if(data.outcome !== undefined){
let data1 = data.outcome;
if(!(((((data1 === "provisioned") || (data1 === "rejected")) || (data1 === "parked")) || (data1 === "left")) || (data1 === "refused"))){
return false;
}
}
if(data.code !== undefined){
if(typeof data.code !== "string"){
return false;
}
}
if(data.adopted !== undefined){
if(typeof data.adopted !== "boolean"){
return false;
}
}
if(data.keyId !== undefined){
if(typeof data.keyId !== "string"){
return false;
}
}
if(data.tenantId !== undefined){
if(typeof data.tenantId !== "string"){
return false;
}
}
if(data.keyName !== undefined){
if(typeof data.keyName !== "string"){
return false;
}
}
}
else {
return false;
}
validate37.errors = vErrors;
return errors === 0;
}
validate37.evaluated = {"props":{"id":true,"outcome":true,"code":true,"adopted":true,"keyId":true,"tenantId":true,"keyName":true},"dynamicProps":false,"dynamicItems":false};


function validate36(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate36.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(Array.isArray(data)){
const len0 = data.length;
for(let i0=0; i0<len0; i0++){
if(!(validate37(data[i0], {instancePath:instancePath+"/" + i0,parentData:data,parentDataProperty:i0,rootData,dynamicAnchors}))){
return false;
}
}
}
else {
return false;
}
validate36.errors = vErrors;
return errors === 0;
}
validate36.evaluated = {"items":true,"dynamicProps":false,"dynamicItems":false};

const pattern7 = new RegExp("^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{3}Z$", "u");
const pattern5 = new RegExp("^[ -~]{1,64}$", "u");
const pattern8 = new RegExp("^[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]{43}$", "u");

function validate35(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate35.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.results === undefined){
return false;
}
if(data.startedAt === undefined){
return false;
}
if(data.remaining === undefined){
return false;
}
if(data.results !== undefined){
if(!(validate36(data.results, {instancePath:instancePath+"/results",parentData:data,parentDataProperty:"results",rootData,dynamicAnchors}))){
return false;
}
}
if(data.stoppedBy !== undefined){
if(typeof data.stoppedBy !== "string"){
return false;
}
}
if(data.startedAt !== undefined){
let data2 = data.startedAt;
if(typeof data2 === "string"){
if(!pattern7.test(data2)){
return false;
}
}
else {
return false;
}
}
if(data.remaining !== undefined){
let data3 = data.remaining;
if(!(((typeof data3 == "number") && (!(data3 % 1) && !isNaN(data3))) && (isFinite(data3)))){
return false;
}
if((typeof data3 == "number") && (isFinite(data3))){
if(data3 < 0 || isNaN(data3)){
return false;
}
}
}
if(data.next !== undefined){
let data4 = data.next;
if(data4 && typeof data4 == "object" && !Array.isArray(data4)){
if(data4.command === undefined){
return false;
}
if(data4.selection === undefined){
return false;
}
if(data4.command !== undefined){
if("redrive" !== data4.command){
return false;
}
}
if(data4.selection !== undefined){
let data6 = data4.selection;
if(data6 && typeof data6 == "object" && !Array.isArray(data6)){
for(const key0 in data6){
if(!(((((((key0 === "all") || (key0 === "codes")) || (key0 === "tenantId")) || (key0 === "stages")) || (key0 === "ids")) || (key0 === "olderThanS")) || (key0 === "limit"))){
return false;
}
}
if(data6.all !== undefined){
if(true !== data6.all){
return false;
}
}
if(data6.codes !== undefined){
let data8 = data6.codes;
if(Array.isArray(data8)){
if(data8.length > 100){
return false;
}
if(data8.length < 1){
return false;
}
const len0 = data8.length;
for(let i0=0; i0<len0; i0++){
let data9 = data8[i0];
if(typeof data9 === "string"){
if(!pattern4.test(data9)){
return false;
}
}
else {
return false;
}
}
}
else {
return false;
}
}
if(data6.tenantId !== undefined){
let data10 = data6.tenantId;
if(typeof data10 === "string"){
if(!pattern5.test(data10)){
return false;
}
}
else {
return false;
}
}
if(data6.stages !== undefined){
let data11 = data6.stages;
if(Array.isArray(data11)){
if(data11.length < 1){
return false;
}
const len1 = data11.length;
for(let i1=0; i1<len1; i1++){
let data12 = data11[i1];
if(!((((data12 === "parse") || (data12 === "create")) || (data12 === "tag")) || (data12 === "announce"))){
return false;
}
}
}
else {
return false;
}
}
if(data6.ids !== undefined){
let data13 = data6.ids;
if(Array.isArray(data13)){
if(data13.length > 1000){
return false;
}
if(data13.length < 1){
return false;
}
const len2 = data13.length;
for(let i2=0; i2<len2; i2++){
let data14 = data13[i2];
if(typeof data14 === "string"){
if(!pattern6.test(data14)){
return false;
}
}
else {
return false;
}
}
}
else {
return false;
}
}
if(data6.olderThanS !== undefined){
let data15 = data6.olderThanS;
if(!(((typeof data15 == "number") && (!(data15 % 1) && !isNaN(data15))) && (isFinite(data15)))){
return false;
}
if((typeof data15 == "number") && (isFinite(data15))){
if(data15 > 1000000000 || isNaN(data15)){
return false;
}
if(data15 < 0 || isNaN(data15)){
return false;
}
}
}
if(data6.limit !== undefined){
let data16 = data6.limit;
if(!(((typeof data16 == "number") && (!(data16 % 1) && !isNaN(data16))) && (isFinite(data16)))){
return false;
}
if((typeof data16 == "number") && (isFinite(data16))){
if(data16 < 1 || isNaN(data16)){
return false;
}
}
}
}
else {
return false;
}
}
if(data4.startedAt !== undefined){
let data17 = data4.startedAt;
if(typeof data17 === "string"){
if(!pattern7.test(data17)){
return false;
}
}
else {
return false;
}
}
if(data4.after !== undefined){
let data18 = data4.after;
if(typeof data18 === "string"){
if(func1(data18) > 400){
return false;
}
if(func1(data18) < 1){
return false;
}
}
else {
return false;
}
}
if(data4.remaining !== undefined){
let data19 = data4.remaining;
if(typeof data19 === "string"){
if(func1(data19) > 1000000){
return false;
}
if(!pattern8.test(data19)){
return false;
}
}
else {
return false;
}
}
}
else {
return false;
}
}
}
else {
return false;
}
validate35.errors = vErrors;
return errors === 0;
}
validate35.evaluated = {"props":{"results":true,"stoppedBy":true,"startedAt":true,"remaining":true,"next":true},"dynamicProps":false,"dynamicItems":false};


function validate41(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate41.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.discarded === undefined){
return false;
}
if(data.discarded !== undefined){
let data0 = data.discarded;
if(Array.isArray(data0)){
const len0 = data0.length;
for(let i0=0; i0<len0; i0++){
let data1 = data0[i0];
if(typeof data1 === "string"){
if(!pattern6.test(data1)){
return false;
}
}
else {
return false;
}
}
}
else {
return false;
}
}
}
else {
return false;
}
validate41.errors = vErrors;
return errors === 0;
}
validate41.evaluated = {"props":{"discarded":true},"dynamicProps":false,"dynamicItems":false};


function validate43(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate43.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.results === undefined){
return false;
}
if(data.waiting === undefined){
return false;
}
if(data.results !== undefined){
if(!(validate36(data.results, {instancePath:instancePath+"/results",parentData:data,parentDataProperty:"results",rootData,dynamicAnchors}))){
return false;
}
}
if(data.stoppedBy !== undefined){
if(typeof data.stoppedBy !== "string"){
return false;
}
}
if(data.headroom !== undefined){
let data2 = data.headroom;
if(!(((typeof data2 == "number") && (!(data2 % 1) && !isNaN(data2))) && (isFinite(data2)))){
return false;
}
if((typeof data2 == "number") && (isFinite(data2))){
if(data2 < 0 || isNaN(data2)){
return false;
}
}
}
if(data.waiting !== undefined){
let data3 = data.waiting;
if(!(((typeof data3 == "number") && (!(data3 % 1) && !isNaN(data3))) && (isFinite(data3)))){
return false;
}
if((typeof data3 == "number") && (isFinite(data3))){
if(data3 < 0 || isNaN(data3)){
return false;
}
}
}
}
else {
return false;
}
validate43.errors = vErrors;
return errors === 0;
}
validate43.evaluated = {"props":{"results":true,"stoppedBy":true,"headroom":true,"waiting":true},"dynamicProps":false,"dynamicItems":false};


function validate48(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate48.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.kind === undefined){
return false;
}
if(data.keyId === undefined){
return false;
}
if(data.alias === undefined){
return false;
}
if(data.detail === undefined){
return false;
}
if(data.repairable === undefined){
return false;
}
if(data.kind !== undefined){
let data0 = data.kind;
if(!(((((((data0 === "marker-damaged") || (data0 === "duplicate")) || (data0 === "wrong-state")) || (data0 === "wrongly-tagged")) || (data0 === "untagged")) || (data0 === "foreign")) || (data0 === "orphan"))){
return false;
}
}
if(data.keyId !== undefined){
if(typeof data.keyId !== "string"){
return false;
}
}
if(data.alias !== undefined){
if(typeof data.alias !== "string"){
return false;
}
}
if(data.tenantId !== undefined){
if(typeof data.tenantId !== "string"){
return false;
}
}
if(data.detail !== undefined){
if(typeof data.detail !== "string"){
return false;
}
}
if(data.repairable !== undefined){
if(typeof data.repairable !== "boolean"){
return false;
}
}
}
else {
return false;
}
validate48.errors = vErrors;
return errors === 0;
}
validate48.evaluated = {"props":{"kind":true,"keyId":true,"alias":true,"tenantId":true,"detail":true,"repairable":true},"dynamicProps":false,"dynamicItems":false};


function validate47(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate47.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.keys === undefined){
return false;
}
if(data.own === undefined){
return false;
}
if(data.tenants === undefined){
return false;
}
if(data.counts === undefined){
return false;
}
if(data.findings === undefined){
return false;
}
if(data.plan === undefined){
return false;
}
if(data.planHash === undefined){
return false;
}
if(data.keys !== undefined){
let data0 = data.keys;
if(!(((typeof data0 == "number") && (!(data0 % 1) && !isNaN(data0))) && (isFinite(data0)))){
return false;
}
if((typeof data0 == "number") && (isFinite(data0))){
if(data0 < 0 || isNaN(data0)){
return false;
}
}
}
if(data.own !== undefined){
let data1 = data.own;
if(!(((typeof data1 == "number") && (!(data1 % 1) && !isNaN(data1))) && (isFinite(data1)))){
return false;
}
if((typeof data1 == "number") && (isFinite(data1))){
if(data1 < 0 || isNaN(data1)){
return false;
}
}
}
if(data.tenants !== undefined){
let data2 = data.tenants;
if(!(((typeof data2 == "number") && (!(data2 % 1) && !isNaN(data2))) && (isFinite(data2)))){
return false;
}
if((typeof data2 == "number") && (isFinite(data2))){
if(data2 < 0 || isNaN(data2)){
return false;
}
}
}
if(data.tenantsWithoutKey !== undefined){
let data3 = data.tenantsWithoutKey;
if(Array.isArray(data3)){
const len0 = data3.length;
for(let i0=0; i0<len0; i0++){
if(typeof data3[i0] !== "string"){
return false;
}
}
}
else {
return false;
}
}
if(data.counts !== undefined){
let data5 = data.counts;
if(data5 && typeof data5 == "object" && !Array.isArray(data5)){
if(data5["marker-damaged"] === undefined){
return false;
}
if(data5.duplicate === undefined){
return false;
}
if(data5["wrong-state"] === undefined){
return false;
}
if(data5["wrongly-tagged"] === undefined){
return false;
}
if(data5.untagged === undefined){
return false;
}
if(data5.foreign === undefined){
return false;
}
if(data5.orphan === undefined){
return false;
}
if(data5["marker-damaged"] !== undefined){
let data6 = data5["marker-damaged"];
if(!(((typeof data6 == "number") && (!(data6 % 1) && !isNaN(data6))) && (isFinite(data6)))){
return false;
}
if((typeof data6 == "number") && (isFinite(data6))){
if(data6 < 0 || isNaN(data6)){
return false;
}
}
}
if(data5.duplicate !== undefined){
let data7 = data5.duplicate;
if(!(((typeof data7 == "number") && (!(data7 % 1) && !isNaN(data7))) && (isFinite(data7)))){
return false;
}
if((typeof data7 == "number") && (isFinite(data7))){
if(data7 < 0 || isNaN(data7)){
return false;
}
}
}
if(data5["wrong-state"] !== undefined){
let data8 = data5["wrong-state"];
if(!(((typeof data8 == "number") && (!(data8 % 1) && !isNaN(data8))) && (isFinite(data8)))){
return false;
}
if((typeof data8 == "number") && (isFinite(data8))){
if(data8 < 0 || isNaN(data8)){
return false;
}
}
}
if(data5["wrongly-tagged"] !== undefined){
let data9 = data5["wrongly-tagged"];
if(!(((typeof data9 == "number") && (!(data9 % 1) && !isNaN(data9))) && (isFinite(data9)))){
return false;
}
if((typeof data9 == "number") && (isFinite(data9))){
if(data9 < 0 || isNaN(data9)){
return false;
}
}
}
if(data5.untagged !== undefined){
let data10 = data5.untagged;
if(!(((typeof data10 == "number") && (!(data10 % 1) && !isNaN(data10))) && (isFinite(data10)))){
return false;
}
if((typeof data10 == "number") && (isFinite(data10))){
if(data10 < 0 || isNaN(data10)){
return false;
}
}
}
if(data5.foreign !== undefined){
let data11 = data5.foreign;
if(!(((typeof data11 == "number") && (!(data11 % 1) && !isNaN(data11))) && (isFinite(data11)))){
return false;
}
if((typeof data11 == "number") && (isFinite(data11))){
if(data11 < 0 || isNaN(data11)){
return false;
}
}
}
if(data5.orphan !== undefined){
let data12 = data5.orphan;
if(!(((typeof data12 == "number") && (!(data12 % 1) && !isNaN(data12))) && (isFinite(data12)))){
return false;
}
if((typeof data12 == "number") && (isFinite(data12))){
if(data12 < 0 || isNaN(data12)){
return false;
}
}
}
}
else {
return false;
}
}
if(data.findings !== undefined){
let data13 = data.findings;
if(Array.isArray(data13)){
const len1 = data13.length;
for(let i1=0; i1<len1; i1++){
if(!(validate48(data13[i1], {instancePath:instancePath+"/findings/" + i1,parentData:data13,parentDataProperty:i1,rootData,dynamicAnchors}))){
return false;
}
}
}
else {
return false;
}
}
if(data.plan !== undefined){
let data15 = data.plan;
if(Array.isArray(data15)){
const len2 = data15.length;
for(let i2=0; i2<len2; i2++){
let data16 = data15[i2];
if(data16 && typeof data16 == "object" && !Array.isArray(data16)){
if(data16.keyId === undefined){
return false;
}
if(data16.resourceId === undefined){
return false;
}
if(data16.tenantId === undefined){
return false;
}
if(data16.keyId !== undefined){
if(typeof data16.keyId !== "string"){
return false;
}
}
if(data16.resourceId !== undefined){
if(typeof data16.resourceId !== "string"){
return false;
}
}
if(data16.tenantId !== undefined){
if(typeof data16.tenantId !== "string"){
return false;
}
}
}
else {
return false;
}
}
}
else {
return false;
}
}
if(data.planHash !== undefined){
let data20 = data.planHash;
if(typeof data20 === "string"){
if(func1(data20) < 1){
return false;
}
}
else {
return false;
}
}
}
else {
return false;
}
validate47.errors = vErrors;
return errors === 0;
}
validate47.evaluated = {"props":{"keys":true,"own":true,"tenants":true,"tenantsWithoutKey":true,"counts":true,"findings":true,"plan":true,"planHash":true},"dynamicProps":false,"dynamicItems":false};


function validate51(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate51.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.repaired === undefined){
return false;
}
if(data.failed === undefined){
return false;
}
if(data.remaining === undefined){
return false;
}
if(data.planHash === undefined){
return false;
}
if(data.repaired !== undefined){
let data0 = data.repaired;
if(Array.isArray(data0)){
const len0 = data0.length;
for(let i0=0; i0<len0; i0++){
let data1 = data0[i0];
if(data1 && typeof data1 == "object" && !Array.isArray(data1)){
if(data1.keyId === undefined){
return false;
}
if(data1.resourceId === undefined){
return false;
}
if(data1.tenantId === undefined){
return false;
}
if(data1.keyId !== undefined){
if(typeof data1.keyId !== "string"){
return false;
}
}
if(data1.resourceId !== undefined){
if(typeof data1.resourceId !== "string"){
return false;
}
}
if(data1.tenantId !== undefined){
if(typeof data1.tenantId !== "string"){
return false;
}
}
}
else {
return false;
}
}
}
else {
return false;
}
}
if(data.failed !== undefined){
let data5 = data.failed;
if(Array.isArray(data5)){
const len1 = data5.length;
for(let i1=0; i1<len1; i1++){
let data6 = data5[i1];
if(data6 && typeof data6 == "object" && !Array.isArray(data6)){
if(data6.keyId === undefined){
return false;
}
if(data6.resourceId === undefined){
return false;
}
if(data6.tenantId === undefined){
return false;
}
if(data6.code === undefined){
return false;
}
if(data6.keyId !== undefined){
if(typeof data6.keyId !== "string"){
return false;
}
}
if(data6.resourceId !== undefined){
if(typeof data6.resourceId !== "string"){
return false;
}
}
if(data6.tenantId !== undefined){
if(typeof data6.tenantId !== "string"){
return false;
}
}
if(data6.code !== undefined){
if(typeof data6.code !== "string"){
return false;
}
}
}
else {
return false;
}
}
}
else {
return false;
}
}
if(data.remaining !== undefined){
let data11 = data.remaining;
if(!(((typeof data11 == "number") && (!(data11 % 1) && !isNaN(data11))) && (isFinite(data11)))){
return false;
}
if((typeof data11 == "number") && (isFinite(data11))){
if(data11 < 0 || isNaN(data11)){
return false;
}
}
}
if(data.planHash !== undefined){
let data12 = data.planHash;
if(typeof data12 === "string"){
if(func1(data12) < 1){
return false;
}
}
else {
return false;
}
}
}
else {
return false;
}
validate51.errors = vErrors;
return errors === 0;
}
validate51.evaluated = {"props":{"repaired":true,"failed":true,"remaining":true,"planHash":true},"dynamicProps":false,"dynamicItems":false};


function validate20(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
/*# sourceURL="answers" */;
let vErrors = null;
let errors = 0;
const evaluated0 = validate20.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.list !== undefined){
if(!(validate22(data.list, {instancePath:instancePath+"/list",parentData:data,parentDataProperty:"list",rootData,dynamicAnchors}))){
return false;
}
}
if(data.show !== undefined){
if(!(validate28(data.show, {instancePath:instancePath+"/show",parentData:data,parentDataProperty:"show",rootData,dynamicAnchors}))){
return false;
}
}
if(data.plan !== undefined){
if(!(validate31(data.plan, {instancePath:instancePath+"/plan",parentData:data,parentDataProperty:"plan",rootData,dynamicAnchors}))){
return false;
}
}
if(data.redrive !== undefined){
if(!(validate35(data.redrive, {instancePath:instancePath+"/redrive",parentData:data,parentDataProperty:"redrive",rootData,dynamicAnchors}))){
return false;
}
}
if(data.discard !== undefined){
if(!(validate41(data.discard, {instancePath:instancePath+"/discard",parentData:data,parentDataProperty:"discard",rootData,dynamicAnchors}))){
return false;
}
}
if(data.quota !== undefined){
let data5 = data.quota;
if(data5 && typeof data5 == "object" && !Array.isArray(data5)){
if(data5.parked === undefined){
return false;
}
if(data5.madeLately === undefined){
return false;
}
if(data5.used !== undefined){
let data6 = data5.used;
if(!(((typeof data6 == "number") && (!(data6 % 1) && !isNaN(data6))) && (isFinite(data6)))){
return false;
}
if((typeof data6 == "number") && (isFinite(data6))){
if(data6 < 0 || isNaN(data6)){
return false;
}
}
}
if(data5.limit !== undefined){
let data7 = data5.limit;
if(!(((typeof data7 == "number") && (!(data7 % 1) && !isNaN(data7))) && (isFinite(data7)))){
return false;
}
if((typeof data7 == "number") && (isFinite(data7))){
if(data7 < 0 || isNaN(data7)){
return false;
}
}
}
if(data5.parked !== undefined){
let data8 = data5.parked;
if(!(((typeof data8 == "number") && (!(data8 % 1) && !isNaN(data8))) && (isFinite(data8)))){
return false;
}
if((typeof data8 == "number") && (isFinite(data8))){
if(data8 < 0 || isNaN(data8)){
return false;
}
}
}
if(data5.madeLately !== undefined){
let data9 = data5.madeLately;
if(!(((typeof data9 == "number") && (!(data9 % 1) && !isNaN(data9))) && (isFinite(data9)))){
return false;
}
if((typeof data9 == "number") && (isFinite(data9))){
if(data9 < 0 || isNaN(data9)){
return false;
}
}
}
if(data5.fullOn !== undefined){
if(typeof data5.fullOn !== "string"){
return false;
}
}
}
else {
return false;
}
}
if(data.resume !== undefined){
if(!(validate43(data.resume, {instancePath:instancePath+"/resume",parentData:data,parentDataProperty:"resume",rootData,dynamicAnchors}))){
return false;
}
}
if(data.check !== undefined){
if(!(validate47(data.check, {instancePath:instancePath+"/check",parentData:data,parentDataProperty:"check",rootData,dynamicAnchors}))){
return false;
}
}
if(data.repair !== undefined){
if(!(validate51(data.repair, {instancePath:instancePath+"/repair",parentData:data,parentDataProperty:"repair",rootData,dynamicAnchors}))){
return false;
}
}
if(data.refused !== undefined){
let data14 = data.refused;
if(data14 && typeof data14 == "object" && !Array.isArray(data14)){
if(data14.code === undefined){
return false;
}
if(data14.detail === undefined){
return false;
}
if(data14.code !== undefined){
if(typeof data14.code !== "string"){
return false;
}
}
if(data14.detail !== undefined){
if(typeof data14.detail !== "string"){
return false;
}
}
}
else {
return false;
}
}
}
else {
return false;
}
validate20.errors = vErrors;
return errors === 0;
}
validate20.evaluated = {"props":{"list":true,"show":true,"plan":true,"redrive":true,"discard":true,"quota":true,"resume":true,"check":true,"repair":true,"refused":true},"dynamicProps":false,"dynamicItems":false};

