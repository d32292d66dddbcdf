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
const pattern4 = new RegExp("^[A-Za-z][A-Za-z0-9._-]{0,127}$", "u");
const pattern12 = new RegExp("^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(?:\\.\\d{1,9})?Z$", "u");

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
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if(((((((((((data.id === undefined) && (missing0 = "id")) || ((data.code === undefined) && (missing0 = "code"))) || ((data.stage === undefined) && (missing0 = "stage"))) || ((data.attempts === undefined) && (missing0 = "attempts"))) || ((data.firstSeenAt === undefined) && (missing0 = "firstSeenAt"))) || ((data.lastSeenAt === undefined) && (missing0 = "lastSeenAt"))) || ((data.redrives === undefined) && (missing0 = "redrives"))) || ((data.source === undefined) && (missing0 = "source"))) || ((data.isCut === undefined) && (missing0 = "isCut"))) || ((data.textLength === undefined) && (missing0 = "textLength"))){
validate23.errors = [{}];
return false;
}
else {
if(data.id !== undefined){
let data0 = data.id;
const _errs1 = errors;
const _errs2 = errors;
if(errors === _errs2){
if(typeof data0 === "string"){
if(func1(data0) < 1){
validate23.errors = [{}];
return false;
}
}
else {
validate23.errors = [{}];
return false;
}
}
var valid0 = _errs1 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.code !== undefined){
let data1 = data.code;
const _errs4 = errors;
const _errs5 = errors;
if(errors === _errs5){
if(typeof data1 === "string"){
if(!pattern4.test(data1)){
validate23.errors = [{}];
return false;
}
}
else {
validate23.errors = [{}];
return false;
}
}
var valid0 = _errs4 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.stage !== undefined){
let data2 = data.stage;
const _errs7 = errors;
if(!((((data2 === "parse") || (data2 === "create")) || (data2 === "tag")) || (data2 === "announce"))){
validate23.errors = [{}];
return false;
}
var valid0 = _errs7 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.attempts !== undefined){
let data3 = data.attempts;
const _errs9 = errors;
const _errs10 = errors;
if(!(((typeof data3 == "number") && (!(data3 % 1) && !isNaN(data3))) && (isFinite(data3)))){
validate23.errors = [{}];
return false;
}
if(errors === _errs10){
if((typeof data3 == "number") && (isFinite(data3))){
if(data3 < 1 || isNaN(data3)){
validate23.errors = [{}];
return false;
}
}
}
var valid0 = _errs9 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.firstSeenAt !== undefined){
let data4 = data.firstSeenAt;
const _errs12 = errors;
const _errs13 = errors;
if(errors === _errs13){
if(errors === _errs13){
if(typeof data4 === "string"){
if(!pattern12.test(data4)){
validate23.errors = [{}];
return false;
}
}
else {
validate23.errors = [{}];
return false;
}
}
}
var valid0 = _errs12 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.lastSeenAt !== undefined){
let data5 = data.lastSeenAt;
const _errs15 = errors;
const _errs16 = errors;
if(errors === _errs16){
if(errors === _errs16){
if(typeof data5 === "string"){
if(!pattern12.test(data5)){
validate23.errors = [{}];
return false;
}
}
else {
validate23.errors = [{}];
return false;
}
}
}
var valid0 = _errs15 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.redrives !== undefined){
let data6 = data.redrives;
const _errs18 = errors;
const _errs19 = errors;
if(!(((typeof data6 == "number") && (!(data6 % 1) && !isNaN(data6))) && (isFinite(data6)))){
validate23.errors = [{}];
return false;
}
if(errors === _errs19){
if((typeof data6 == "number") && (isFinite(data6))){
if(data6 < 0 || isNaN(data6)){
validate23.errors = [{}];
return false;
}
}
}
var valid0 = _errs18 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.kmsRequestId !== undefined){
let data7 = data.kmsRequestId;
const _errs21 = errors;
const _errs22 = errors;
if(errors === _errs22){
if(typeof data7 === "string"){
if(func1(data7) < 1){
validate23.errors = [{}];
return false;
}
}
else {
validate23.errors = [{}];
return false;
}
}
var valid0 = _errs21 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.keyId !== undefined){
let data8 = data.keyId;
const _errs24 = errors;
const _errs25 = errors;
if(errors === _errs25){
if(typeof data8 === "string"){
if(func1(data8) < 1){
validate23.errors = [{}];
return false;
}
}
else {
validate23.errors = [{}];
return false;
}
}
var valid0 = _errs24 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.identity !== undefined){
let data9 = data.identity;
const _errs27 = errors;
const _errs28 = errors;
if(errors === _errs28){
if(data9 && typeof data9 == "object" && !Array.isArray(data9)){
let missing1;
if(((data9.requestId === undefined) && (missing1 = "requestId")) || ((data9.tenantId === undefined) && (missing1 = "tenantId"))){
validate23.errors = [{}];
return false;
}
else {
if(data9.requestId !== undefined){
const _errs30 = errors;
if(typeof data9.requestId !== "string"){
validate23.errors = [{}];
return false;
}
var valid11 = _errs30 === errors;
}
else {
var valid11 = true;
}
if(valid11){
if(data9.tenantId !== undefined){
const _errs32 = errors;
if(typeof data9.tenantId !== "string"){
validate23.errors = [{}];
return false;
}
var valid11 = _errs32 === errors;
}
else {
var valid11 = true;
}
if(valid11){
if(data9.keyName !== undefined){
const _errs34 = errors;
if(typeof data9.keyName !== "string"){
validate23.errors = [{}];
return false;
}
var valid11 = _errs34 === errors;
}
else {
var valid11 = true;
}
if(valid11){
if(data9.fingerprint !== undefined){
const _errs36 = errors;
if(typeof data9.fingerprint !== "string"){
validate23.errors = [{}];
return false;
}
var valid11 = _errs36 === errors;
}
else {
var valid11 = true;
}
}
}
}
}
}
else {
validate23.errors = [{}];
return false;
}
}
var valid0 = _errs27 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.source !== undefined){
let data14 = data.source;
const _errs38 = errors;
const _errs39 = errors;
if(errors === _errs39){
if(data14 && typeof data14 == "object" && !Array.isArray(data14)){
let missing2;
if((data14.door === undefined) && (missing2 = "door")){
validate23.errors = [{}];
return false;
}
else {
if(data14.door !== undefined){
let data15 = data14.door;
const _errs41 = errors;
if(!((((data15 === "http") || (data15 === "invoke")) || (data15 === "queue")) || (data15 === "redrive"))){
validate23.errors = [{}];
return false;
}
var valid13 = _errs41 === errors;
}
else {
var valid13 = true;
}
if(valid13){
if(data14.topic !== undefined){
const _errs42 = errors;
if(typeof data14.topic !== "string"){
validate23.errors = [{}];
return false;
}
var valid13 = _errs42 === errors;
}
else {
var valid13 = true;
}
if(valid13){
if(data14.partition !== undefined){
let data17 = data14.partition;
const _errs44 = errors;
if(!(((typeof data17 == "number") && (!(data17 % 1) && !isNaN(data17))) && (isFinite(data17)))){
validate23.errors = [{}];
return false;
}
if(errors === _errs44){
if((typeof data17 == "number") && (isFinite(data17))){
if(data17 < 0 || isNaN(data17)){
validate23.errors = [{}];
return false;
}
}
}
var valid13 = _errs44 === errors;
}
else {
var valid13 = true;
}
if(valid13){
if(data14.offset !== undefined){
let data18 = data14.offset;
const _errs46 = errors;
if(!(((typeof data18 == "number") && (!(data18 % 1) && !isNaN(data18))) && (isFinite(data18)))){
validate23.errors = [{}];
return false;
}
if(errors === _errs46){
if((typeof data18 == "number") && (isFinite(data18))){
if(data18 < 0 || isNaN(data18)){
validate23.errors = [{}];
return false;
}
}
}
var valid13 = _errs46 === errors;
}
else {
var valid13 = true;
}
if(valid13){
if(data14.messageId !== undefined){
const _errs48 = errors;
if(typeof data14.messageId !== "string"){
validate23.errors = [{}];
return false;
}
var valid13 = _errs48 === errors;
}
else {
var valid13 = true;
}
}
}
}
}
}
}
else {
validate23.errors = [{}];
return false;
}
}
var valid0 = _errs38 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.isCut !== undefined){
const _errs50 = errors;
if(typeof data.isCut !== "boolean"){
validate23.errors = [{}];
return false;
}
var valid0 = _errs50 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.isUnsealed !== undefined){
const _errs52 = errors;
if(true !== data.isUnsealed){
validate23.errors = [{}];
return false;
}
var valid0 = _errs52 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.textLength !== undefined){
let data22 = data.textLength;
const _errs53 = errors;
if(!(((typeof data22 == "number") && (!(data22 % 1) && !isNaN(data22))) && (isFinite(data22)))){
validate23.errors = [{}];
return false;
}
if(errors === _errs53){
if((typeof data22 == "number") && (isFinite(data22))){
if(data22 < 0 || isNaN(data22)){
validate23.errors = [{}];
return false;
}
}
}
var valid0 = _errs53 === errors;
}
else {
var valid0 = true;
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
else {
validate23.errors = [{}];
return false;
}
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
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if((((((data.letters === undefined) && (missing0 = "letters")) || ((data.total === undefined) && (missing0 = "total"))) || ((data.counts === undefined) && (missing0 = "counts"))) || ((data.beyond === undefined) && (missing0 = "beyond"))) || ((data.unreadable === undefined) && (missing0 = "unreadable"))){
validate22.errors = [{}];
return false;
}
else {
if(data.letters !== undefined){
let data0 = data.letters;
const _errs1 = errors;
if(errors === _errs1){
if(Array.isArray(data0)){
var valid1 = true;
const len0 = data0.length;
for(let i0=0; i0<len0; i0++){
const _errs3 = errors;
if(!(validate23(data0[i0], {instancePath:instancePath+"/letters/" + i0,parentData:data0,parentDataProperty:i0,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate23.errors : vErrors.concat(validate23.errors);
errors = vErrors.length;
}
var valid1 = _errs3 === errors;
if(!valid1){
break;
}
}
}
else {
validate22.errors = [{}];
return false;
}
}
var valid0 = _errs1 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.total !== undefined){
let data2 = data.total;
const _errs4 = errors;
if(!(((typeof data2 == "number") && (!(data2 % 1) && !isNaN(data2))) && (isFinite(data2)))){
validate22.errors = [{}];
return false;
}
if(errors === _errs4){
if((typeof data2 == "number") && (isFinite(data2))){
if(data2 < 0 || isNaN(data2)){
validate22.errors = [{}];
return false;
}
}
}
var valid0 = _errs4 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.counts !== undefined){
let data3 = data.counts;
const _errs6 = errors;
if(errors === _errs6){
if(data3 && typeof data3 == "object" && !Array.isArray(data3)){
for(const key0 in data3){
let data4 = data3[key0];
const _errs9 = errors;
if(!(((typeof data4 == "number") && (!(data4 % 1) && !isNaN(data4))) && (isFinite(data4)))){
validate22.errors = [{}];
return false;
}
if(errors === _errs9){
if((typeof data4 == "number") && (isFinite(data4))){
if(data4 < 0 || isNaN(data4)){
validate22.errors = [{}];
return false;
}
}
}
var valid2 = _errs9 === errors;
if(!valid2){
break;
}
}
}
else {
validate22.errors = [{}];
return false;
}
}
var valid0 = _errs6 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.beyond !== undefined){
let data5 = data.beyond;
const _errs11 = errors;
const _errs12 = errors;
if(!(((typeof data5 == "number") && (!(data5 % 1) && !isNaN(data5))) && (isFinite(data5)))){
validate22.errors = [{}];
return false;
}
if(errors === _errs12){
if((typeof data5 == "number") && (isFinite(data5))){
if(data5 < 0 || isNaN(data5)){
validate22.errors = [{}];
return false;
}
}
}
var valid0 = _errs11 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.unreadable !== undefined){
let data6 = data.unreadable;
const _errs14 = errors;
const _errs15 = errors;
if(errors === _errs15){
if(Array.isArray(data6)){
var valid5 = true;
const len1 = data6.length;
for(let i1=0; i1<len1; i1++){
const _errs17 = errors;
if(typeof data6[i1] !== "string"){
validate22.errors = [{}];
return false;
}
var valid5 = _errs17 === errors;
if(!valid5){
break;
}
}
}
else {
validate22.errors = [{}];
return false;
}
}
var valid0 = _errs14 === errors;
}
else {
var valid0 = true;
}
}
}
}
}
}
}
else {
validate22.errors = [{}];
return false;
}
}
validate22.errors = vErrors;
return errors === 0;
}
validate22.evaluated = {"props":{"letters":true,"total":true,"counts":true,"beyond":true,"unreadable":true},"dynamicProps":false,"dynamicItems":false};

const pattern14 = new RegExp("^[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$", "u");
const pattern15 = new RegExp("^[A-Za-z0-9_-]{43}$", "u");

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
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if(((((((((((((data.id === undefined) && (missing0 = "id")) || ((data.code === undefined) && (missing0 = "code"))) || ((data.stage === undefined) && (missing0 = "stage"))) || ((data.reason === undefined) && (missing0 = "reason"))) || ((data.nextStep === undefined) && (missing0 = "nextStep"))) || ((data.attempts === undefined) && (missing0 = "attempts"))) || ((data.firstSeenAt === undefined) && (missing0 = "firstSeenAt"))) || ((data.lastSeenAt === undefined) && (missing0 = "lastSeenAt"))) || ((data.redrives === undefined) && (missing0 = "redrives"))) || ((data.problems === undefined) && (missing0 = "problems"))) || ((data.source === undefined) && (missing0 = "source"))) || ((data.text === undefined) && (missing0 = "text"))){
validate24.errors = [{}];
return false;
}
else {
if(data.id !== undefined){
let data0 = data.id;
const _errs1 = errors;
if(errors === _errs1){
if(typeof data0 === "string"){
if(func1(data0) < 1){
validate24.errors = [{}];
return false;
}
}
else {
validate24.errors = [{}];
return false;
}
}
var valid0 = _errs1 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.code !== undefined){
let data1 = data.code;
const _errs3 = errors;
const _errs4 = errors;
if(errors === _errs4){
if(typeof data1 === "string"){
if(!pattern4.test(data1)){
validate24.errors = [{}];
return false;
}
}
else {
validate24.errors = [{}];
return false;
}
}
var valid0 = _errs3 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.stage !== undefined){
let data2 = data.stage;
const _errs6 = errors;
if(!((((data2 === "parse") || (data2 === "create")) || (data2 === "tag")) || (data2 === "announce"))){
validate24.errors = [{}];
return false;
}
var valid0 = _errs6 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.reason !== undefined){
let data3 = data.reason;
const _errs8 = errors;
const _errs9 = errors;
if(errors === _errs9){
if(typeof data3 === "string"){
if(func1(data3) < 1){
validate24.errors = [{}];
return false;
}
}
else {
validate24.errors = [{}];
return false;
}
}
var valid0 = _errs8 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.nextStep !== undefined){
let data4 = data.nextStep;
const _errs11 = errors;
if(errors === _errs11){
if(typeof data4 === "string"){
if(func1(data4) < 1){
validate24.errors = [{}];
return false;
}
}
else {
validate24.errors = [{}];
return false;
}
}
var valid0 = _errs11 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.runbook !== undefined){
let data5 = data.runbook;
const _errs13 = errors;
const _errs14 = errors;
if(errors === _errs14){
if(typeof data5 === "string"){
if(func1(data5) < 1){
validate24.errors = [{}];
return false;
}
}
else {
validate24.errors = [{}];
return false;
}
}
var valid0 = _errs13 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.attempts !== undefined){
let data6 = data.attempts;
const _errs16 = errors;
if(!(((typeof data6 == "number") && (!(data6 % 1) && !isNaN(data6))) && (isFinite(data6)))){
validate24.errors = [{}];
return false;
}
if(errors === _errs16){
if((typeof data6 == "number") && (isFinite(data6))){
if(data6 < 1 || isNaN(data6)){
validate24.errors = [{}];
return false;
}
}
}
var valid0 = _errs16 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.firstSeenAt !== undefined){
let data7 = data.firstSeenAt;
const _errs18 = errors;
const _errs19 = errors;
if(errors === _errs19){
if(errors === _errs19){
if(typeof data7 === "string"){
if(!pattern12.test(data7)){
validate24.errors = [{}];
return false;
}
}
else {
validate24.errors = [{}];
return false;
}
}
}
var valid0 = _errs18 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.lastSeenAt !== undefined){
let data8 = data.lastSeenAt;
const _errs21 = errors;
const _errs22 = errors;
if(errors === _errs22){
if(errors === _errs22){
if(typeof data8 === "string"){
if(!pattern12.test(data8)){
validate24.errors = [{}];
return false;
}
}
else {
validate24.errors = [{}];
return false;
}
}
}
var valid0 = _errs21 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.redrives !== undefined){
let data9 = data.redrives;
const _errs24 = errors;
if(!(((typeof data9 == "number") && (!(data9 % 1) && !isNaN(data9))) && (isFinite(data9)))){
validate24.errors = [{}];
return false;
}
if(errors === _errs24){
if((typeof data9 == "number") && (isFinite(data9))){
if(data9 < 0 || isNaN(data9)){
validate24.errors = [{}];
return false;
}
}
}
var valid0 = _errs24 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.problems !== undefined){
let data10 = data.problems;
const _errs26 = errors;
if(errors === _errs26){
if(Array.isArray(data10)){
var valid7 = true;
const len0 = data10.length;
for(let i0=0; i0<len0; i0++){
let data11 = data10[i0];
const _errs28 = errors;
const _errs29 = errors;
if(errors === _errs29){
if(data11 && typeof data11 == "object" && !Array.isArray(data11)){
let missing1;
if(((data11.pointer === undefined) && (missing1 = "pointer")) || ((data11.detail === undefined) && (missing1 = "detail"))){
validate24.errors = [{}];
return false;
}
else {
if(data11.pointer !== undefined){
const _errs31 = errors;
if(typeof data11.pointer !== "string"){
validate24.errors = [{}];
return false;
}
var valid9 = _errs31 === errors;
}
else {
var valid9 = true;
}
if(valid9){
if(data11.detail !== undefined){
let data13 = data11.detail;
const _errs33 = errors;
if(errors === _errs33){
if(typeof data13 === "string"){
if(func1(data13) < 1){
validate24.errors = [{}];
return false;
}
}
else {
validate24.errors = [{}];
return false;
}
}
var valid9 = _errs33 === errors;
}
else {
var valid9 = true;
}
}
}
}
else {
validate24.errors = [{}];
return false;
}
}
var valid7 = _errs28 === errors;
if(!valid7){
break;
}
}
}
else {
validate24.errors = [{}];
return false;
}
}
var valid0 = _errs26 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.kmsRequestId !== undefined){
let data14 = data.kmsRequestId;
const _errs35 = errors;
if(errors === _errs35){
if(typeof data14 === "string"){
if(func1(data14) < 1){
validate24.errors = [{}];
return false;
}
}
else {
validate24.errors = [{}];
return false;
}
}
var valid0 = _errs35 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.keyId !== undefined){
let data15 = data.keyId;
const _errs37 = errors;
if(errors === _errs37){
if(typeof data15 === "string"){
if(func1(data15) < 1){
validate24.errors = [{}];
return false;
}
}
else {
validate24.errors = [{}];
return false;
}
}
var valid0 = _errs37 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.identity !== undefined){
let data16 = data.identity;
const _errs39 = errors;
if(errors === _errs39){
if(data16 && typeof data16 == "object" && !Array.isArray(data16)){
let missing2;
if(((data16.requestId === undefined) && (missing2 = "requestId")) || ((data16.tenantId === undefined) && (missing2 = "tenantId"))){
validate24.errors = [{}];
return false;
}
else {
if(data16.requestId !== undefined){
const _errs41 = errors;
if(typeof data16.requestId !== "string"){
validate24.errors = [{}];
return false;
}
var valid10 = _errs41 === errors;
}
else {
var valid10 = true;
}
if(valid10){
if(data16.tenantId !== undefined){
const _errs43 = errors;
if(typeof data16.tenantId !== "string"){
validate24.errors = [{}];
return false;
}
var valid10 = _errs43 === errors;
}
else {
var valid10 = true;
}
if(valid10){
if(data16.keyName !== undefined){
const _errs45 = errors;
if(typeof data16.keyName !== "string"){
validate24.errors = [{}];
return false;
}
var valid10 = _errs45 === errors;
}
else {
var valid10 = true;
}
if(valid10){
if(data16.fingerprint !== undefined){
const _errs47 = errors;
if(typeof data16.fingerprint !== "string"){
validate24.errors = [{}];
return false;
}
var valid10 = _errs47 === errors;
}
else {
var valid10 = true;
}
}
}
}
}
}
else {
validate24.errors = [{}];
return false;
}
}
var valid0 = _errs39 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.source !== undefined){
let data21 = data.source;
const _errs49 = errors;
if(errors === _errs49){
if(data21 && typeof data21 == "object" && !Array.isArray(data21)){
let missing3;
if((data21.door === undefined) && (missing3 = "door")){
validate24.errors = [{}];
return false;
}
else {
if(data21.door !== undefined){
let data22 = data21.door;
const _errs51 = errors;
if(!((((data22 === "http") || (data22 === "invoke")) || (data22 === "queue")) || (data22 === "redrive"))){
validate24.errors = [{}];
return false;
}
var valid11 = _errs51 === errors;
}
else {
var valid11 = true;
}
if(valid11){
if(data21.topic !== undefined){
const _errs52 = errors;
if(typeof data21.topic !== "string"){
validate24.errors = [{}];
return false;
}
var valid11 = _errs52 === errors;
}
else {
var valid11 = true;
}
if(valid11){
if(data21.partition !== undefined){
let data24 = data21.partition;
const _errs54 = errors;
if(!(((typeof data24 == "number") && (!(data24 % 1) && !isNaN(data24))) && (isFinite(data24)))){
validate24.errors = [{}];
return false;
}
if(errors === _errs54){
if((typeof data24 == "number") && (isFinite(data24))){
if(data24 < 0 || isNaN(data24)){
validate24.errors = [{}];
return false;
}
}
}
var valid11 = _errs54 === errors;
}
else {
var valid11 = true;
}
if(valid11){
if(data21.offset !== undefined){
let data25 = data21.offset;
const _errs56 = errors;
if(!(((typeof data25 == "number") && (!(data25 % 1) && !isNaN(data25))) && (isFinite(data25)))){
validate24.errors = [{}];
return false;
}
if(errors === _errs56){
if((typeof data25 == "number") && (isFinite(data25))){
if(data25 < 0 || isNaN(data25)){
validate24.errors = [{}];
return false;
}
}
}
var valid11 = _errs56 === errors;
}
else {
var valid11 = true;
}
if(valid11){
if(data21.messageId !== undefined){
const _errs58 = errors;
if(typeof data21.messageId !== "string"){
validate24.errors = [{}];
return false;
}
var valid11 = _errs58 === errors;
}
else {
var valid11 = true;
}
}
}
}
}
}
}
else {
validate24.errors = [{}];
return false;
}
}
var valid0 = _errs49 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.traceparent !== undefined){
let data27 = data.traceparent;
const _errs60 = errors;
const _errs61 = errors;
if(errors === _errs61){
if(typeof data27 === "string"){
if(!pattern14.test(data27)){
validate24.errors = [{}];
return false;
}
}
else {
validate24.errors = [{}];
return false;
}
}
var valid0 = _errs60 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.cut !== undefined){
let data28 = data.cut;
const _errs63 = errors;
if(errors === _errs63){
if(data28 && typeof data28 == "object" && !Array.isArray(data28)){
let missing4;
if(((data28.bytes === undefined) && (missing4 = "bytes")) || ((data28.sha256 === undefined) && (missing4 = "sha256"))){
validate24.errors = [{}];
return false;
}
else {
if(data28.bytes !== undefined){
let data29 = data28.bytes;
const _errs65 = errors;
if(!(((typeof data29 == "number") && (!(data29 % 1) && !isNaN(data29))) && (isFinite(data29)))){
validate24.errors = [{}];
return false;
}
if(errors === _errs65){
if((typeof data29 == "number") && (isFinite(data29))){
if(data29 < 1 || isNaN(data29)){
validate24.errors = [{}];
return false;
}
}
}
var valid13 = _errs65 === errors;
}
else {
var valid13 = true;
}
if(valid13){
if(data28.sha256 !== undefined){
let data30 = data28.sha256;
const _errs67 = errors;
if(errors === _errs67){
if(typeof data30 === "string"){
if(!pattern15.test(data30)){
validate24.errors = [{}];
return false;
}
}
else {
validate24.errors = [{}];
return false;
}
}
var valid13 = _errs67 === errors;
}
else {
var valid13 = true;
}
}
}
}
else {
validate24.errors = [{}];
return false;
}
}
var valid0 = _errs63 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.seal !== undefined){
let data31 = data.seal;
const _errs69 = errors;
if(errors === _errs69){
if(typeof data31 === "string"){
if(func1(data31) < 1){
validate24.errors = [{}];
return false;
}
}
else {
validate24.errors = [{}];
return false;
}
}
var valid0 = _errs69 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.text !== undefined){
const _errs71 = errors;
if(typeof data.text !== "string"){
validate24.errors = [{}];
return false;
}
var valid0 = _errs71 === errors;
}
else {
var valid0 = true;
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
else {
validate24.errors = [{}];
return false;
}
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
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if(((data.letter === undefined) && (missing0 = "letter")) || ((data.runbook === undefined) && (missing0 = "runbook"))){
validate28.errors = [{}];
return false;
}
else {
if(data.letter !== undefined){
const _errs1 = errors;
if(!(validate24(data.letter, {instancePath:instancePath+"/letter",parentData:data,parentDataProperty:"letter",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate24.errors : vErrors.concat(validate24.errors);
errors = vErrors.length;
}
var valid0 = _errs1 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.runbook !== undefined){
const _errs2 = errors;
if(typeof data.runbook !== "string"){
validate28.errors = [{}];
return false;
}
var valid0 = _errs2 === errors;
}
else {
var valid0 = true;
}
}
}
}
else {
validate28.errors = [{}];
return false;
}
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
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if((((data.id === undefined) && (missing0 = "id")) || ((data.outcome === undefined) && (missing0 = "outcome"))) || ((data.calls === undefined) && (missing0 = "calls"))){
validate32.errors = [{}];
return false;
}
else {
if(data.id !== undefined){
let data0 = data.id;
const _errs1 = errors;
const _errs2 = errors;
if(errors === _errs2){
if(typeof data0 === "string"){
if(func1(data0) < 1){
validate32.errors = [{}];
return false;
}
}
else {
validate32.errors = [{}];
return false;
}
}
var valid0 = _errs1 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.outcome !== undefined){
let data1 = data.outcome;
const _errs4 = errors;
if(!((((data1 === "provisioned") || (data1 === "rejected")) || (data1 === "parked")) || (data1 === "refused"))){
validate32.errors = [{}];
return false;
}
var valid0 = _errs4 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.code !== undefined){
const _errs5 = errors;
if(typeof data.code !== "string"){
validate32.errors = [{}];
return false;
}
var valid0 = _errs5 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.calls !== undefined){
let data3 = data.calls;
const _errs7 = errors;
if(errors === _errs7){
if(Array.isArray(data3)){
var valid2 = true;
const len0 = data3.length;
for(let i0=0; i0<len0; i0++){
const _errs9 = errors;
if(typeof data3[i0] !== "string"){
validate32.errors = [{}];
return false;
}
var valid2 = _errs9 === errors;
if(!valid2){
break;
}
}
}
else {
validate32.errors = [{}];
return false;
}
}
var valid0 = _errs7 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.tenantId !== undefined){
const _errs11 = errors;
if(typeof data.tenantId !== "string"){
validate32.errors = [{}];
return false;
}
var valid0 = _errs11 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.keyName !== undefined){
const _errs13 = errors;
if(typeof data.keyName !== "string"){
validate32.errors = [{}];
return false;
}
var valid0 = _errs13 === errors;
}
else {
var valid0 = true;
}
}
}
}
}
}
}
}
else {
validate32.errors = [{}];
return false;
}
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
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if(((((data.plans === undefined) && (missing0 = "plans")) || ((data.total === undefined) && (missing0 = "total"))) || ((data.beyond === undefined) && (missing0 = "beyond"))) || ((data.unreadable === undefined) && (missing0 = "unreadable"))){
validate31.errors = [{}];
return false;
}
else {
if(data.plans !== undefined){
let data0 = data.plans;
const _errs1 = errors;
if(errors === _errs1){
if(Array.isArray(data0)){
var valid1 = true;
const len0 = data0.length;
for(let i0=0; i0<len0; i0++){
const _errs3 = errors;
if(!(validate32(data0[i0], {instancePath:instancePath+"/plans/" + i0,parentData:data0,parentDataProperty:i0,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate32.errors : vErrors.concat(validate32.errors);
errors = vErrors.length;
}
var valid1 = _errs3 === errors;
if(!valid1){
break;
}
}
}
else {
validate31.errors = [{}];
return false;
}
}
var valid0 = _errs1 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.total !== undefined){
let data2 = data.total;
const _errs4 = errors;
if(!(((typeof data2 == "number") && (!(data2 % 1) && !isNaN(data2))) && (isFinite(data2)))){
validate31.errors = [{}];
return false;
}
if(errors === _errs4){
if((typeof data2 == "number") && (isFinite(data2))){
if(data2 < 0 || isNaN(data2)){
validate31.errors = [{}];
return false;
}
}
}
var valid0 = _errs4 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.beyond !== undefined){
let data3 = data.beyond;
const _errs6 = errors;
const _errs7 = errors;
if(!(((typeof data3 == "number") && (!(data3 % 1) && !isNaN(data3))) && (isFinite(data3)))){
validate31.errors = [{}];
return false;
}
if(errors === _errs7){
if((typeof data3 == "number") && (isFinite(data3))){
if(data3 < 0 || isNaN(data3)){
validate31.errors = [{}];
return false;
}
}
}
var valid0 = _errs6 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.unreadable !== undefined){
let data4 = data.unreadable;
const _errs9 = errors;
const _errs10 = errors;
if(errors === _errs10){
if(Array.isArray(data4)){
var valid4 = true;
const len1 = data4.length;
for(let i1=0; i1<len1; i1++){
const _errs12 = errors;
if(typeof data4[i1] !== "string"){
validate31.errors = [{}];
return false;
}
var valid4 = _errs12 === errors;
if(!valid4){
break;
}
}
}
else {
validate31.errors = [{}];
return false;
}
}
var valid0 = _errs9 === errors;
}
else {
var valid0 = true;
}
}
}
}
}
}
else {
validate31.errors = [{}];
return false;
}
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
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if(((data.id === undefined) && (missing0 = "id")) || ((data.outcome === undefined) && (missing0 = "outcome"))){
validate37.errors = [{}];
return false;
}
else {
if(data.id !== undefined){
let data0 = data.id;
const _errs1 = errors;
const _errs2 = errors;
if(errors === _errs2){
if(typeof data0 === "string"){
if(func1(data0) < 1){
validate37.errors = [{}];
return false;
}
}
else {
validate37.errors = [{}];
return false;
}
}
var valid0 = _errs1 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.outcome !== undefined){
let data1 = data.outcome;
const _errs4 = errors;
if(!(((((data1 === "provisioned") || (data1 === "rejected")) || (data1 === "parked")) || (data1 === "left")) || (data1 === "refused"))){
validate37.errors = [{}];
return false;
}
var valid0 = _errs4 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.code !== undefined){
const _errs5 = errors;
if(typeof data.code !== "string"){
validate37.errors = [{}];
return false;
}
var valid0 = _errs5 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.adopted !== undefined){
const _errs7 = errors;
if(typeof data.adopted !== "boolean"){
validate37.errors = [{}];
return false;
}
var valid0 = _errs7 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.keyId !== undefined){
const _errs9 = errors;
if(typeof data.keyId !== "string"){
validate37.errors = [{}];
return false;
}
var valid0 = _errs9 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.tenantId !== undefined){
const _errs11 = errors;
if(typeof data.tenantId !== "string"){
validate37.errors = [{}];
return false;
}
var valid0 = _errs11 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.keyName !== undefined){
const _errs13 = errors;
if(typeof data.keyName !== "string"){
validate37.errors = [{}];
return false;
}
var valid0 = _errs13 === errors;
}
else {
var valid0 = true;
}
}
}
}
}
}
}
}
}
else {
validate37.errors = [{}];
return false;
}
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
if(errors === 0){
if(Array.isArray(data)){
var valid0 = true;
const len0 = data.length;
for(let i0=0; i0<len0; i0++){
const _errs1 = errors;
if(!(validate37(data[i0], {instancePath:instancePath+"/" + i0,parentData:data,parentDataProperty:i0,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate37.errors : vErrors.concat(validate37.errors);
errors = vErrors.length;
}
var valid0 = _errs1 === errors;
if(!valid0){
break;
}
}
}
else {
validate36.errors = [{}];
return false;
}
}
validate36.errors = vErrors;
return errors === 0;
}
validate36.evaluated = {"items":true,"dynamicProps":false,"dynamicItems":false};

const pattern7 = new RegExp("^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{3}Z$", "u");
const pattern5 = new RegExp("^[ -~]{1,64}$", "u");
const pattern6 = new RegExp("^[A-Za-z0-9_-]{1,64}$", "u");

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
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if((((data.results === undefined) && (missing0 = "results")) || ((data.startedAt === undefined) && (missing0 = "startedAt"))) || ((data.remaining === undefined) && (missing0 = "remaining"))){
validate35.errors = [{}];
return false;
}
else {
if(data.results !== undefined){
const _errs1 = errors;
if(!(validate36(data.results, {instancePath:instancePath+"/results",parentData:data,parentDataProperty:"results",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate36.errors : vErrors.concat(validate36.errors);
errors = vErrors.length;
}
var valid0 = _errs1 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.stoppedBy !== undefined){
const _errs2 = errors;
if(typeof data.stoppedBy !== "string"){
validate35.errors = [{}];
return false;
}
var valid0 = _errs2 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.startedAt !== undefined){
let data2 = data.startedAt;
const _errs5 = errors;
const _errs6 = errors;
if(errors === _errs6){
if(typeof data2 === "string"){
if(!pattern7.test(data2)){
validate35.errors = [{}];
return false;
}
}
else {
validate35.errors = [{}];
return false;
}
}
var valid0 = _errs5 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.remaining !== undefined){
let data3 = data.remaining;
const _errs8 = errors;
if(!(((typeof data3 == "number") && (!(data3 % 1) && !isNaN(data3))) && (isFinite(data3)))){
validate35.errors = [{}];
return false;
}
if(errors === _errs8){
if((typeof data3 == "number") && (isFinite(data3))){
if(data3 < 0 || isNaN(data3)){
validate35.errors = [{}];
return false;
}
}
}
var valid0 = _errs8 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.next !== undefined){
let data4 = data.next;
const _errs10 = errors;
if(errors === _errs10){
if(data4 && typeof data4 == "object" && !Array.isArray(data4)){
let missing1;
if(((data4.command === undefined) && (missing1 = "command")) || ((data4.selection === undefined) && (missing1 = "selection"))){
validate35.errors = [{}];
return false;
}
else {
if(data4.command !== undefined){
const _errs12 = errors;
if("redrive" !== data4.command){
validate35.errors = [{}];
return false;
}
var valid3 = _errs12 === errors;
}
else {
var valid3 = true;
}
if(valid3){
if(data4.selection !== undefined){
let data6 = data4.selection;
const _errs13 = errors;
const _errs14 = errors;
if(errors === _errs14){
if(data6 && typeof data6 == "object" && !Array.isArray(data6)){
const _errs16 = errors;
for(const key0 in data6){
if(!(((((((key0 === "all") || (key0 === "codes")) || (key0 === "tenantId")) || (key0 === "stages")) || (key0 === "ids")) || (key0 === "olderThanS")) || (key0 === "limit"))){
validate35.errors = [{}];
return false;
break;
}
}
if(_errs16 === errors){
if(data6.all !== undefined){
const _errs17 = errors;
if(true !== data6.all){
validate35.errors = [{}];
return false;
}
var valid5 = _errs17 === errors;
}
else {
var valid5 = true;
}
if(valid5){
if(data6.codes !== undefined){
let data8 = data6.codes;
const _errs18 = errors;
if(errors === _errs18){
if(Array.isArray(data8)){
if(data8.length > 100){
validate35.errors = [{}];
return false;
}
else {
if(data8.length < 1){
validate35.errors = [{}];
return false;
}
else {
var valid6 = true;
const len0 = data8.length;
for(let i0=0; i0<len0; i0++){
let data9 = data8[i0];
const _errs20 = errors;
if(errors === _errs20){
if(typeof data9 === "string"){
if(!pattern4.test(data9)){
validate35.errors = [{}];
return false;
}
}
else {
validate35.errors = [{}];
return false;
}
}
var valid6 = _errs20 === errors;
if(!valid6){
break;
}
}
}
}
}
else {
validate35.errors = [{}];
return false;
}
}
var valid5 = _errs18 === errors;
}
else {
var valid5 = true;
}
if(valid5){
if(data6.tenantId !== undefined){
let data10 = data6.tenantId;
const _errs22 = errors;
if(errors === _errs22){
if(typeof data10 === "string"){
if(!pattern5.test(data10)){
validate35.errors = [{}];
return false;
}
}
else {
validate35.errors = [{}];
return false;
}
}
var valid5 = _errs22 === errors;
}
else {
var valid5 = true;
}
if(valid5){
if(data6.stages !== undefined){
let data11 = data6.stages;
const _errs24 = errors;
if(errors === _errs24){
if(Array.isArray(data11)){
if(data11.length < 1){
validate35.errors = [{}];
return false;
}
else {
var valid7 = true;
const len1 = data11.length;
for(let i1=0; i1<len1; i1++){
let data12 = data11[i1];
const _errs26 = errors;
if(!((((data12 === "parse") || (data12 === "create")) || (data12 === "tag")) || (data12 === "announce"))){
validate35.errors = [{}];
return false;
}
var valid7 = _errs26 === errors;
if(!valid7){
break;
}
}
}
}
else {
validate35.errors = [{}];
return false;
}
}
var valid5 = _errs24 === errors;
}
else {
var valid5 = true;
}
if(valid5){
if(data6.ids !== undefined){
let data13 = data6.ids;
const _errs27 = errors;
if(errors === _errs27){
if(Array.isArray(data13)){
if(data13.length > 1000){
validate35.errors = [{}];
return false;
}
else {
if(data13.length < 1){
validate35.errors = [{}];
return false;
}
else {
var valid8 = true;
const len2 = data13.length;
for(let i2=0; i2<len2; i2++){
let data14 = data13[i2];
const _errs29 = errors;
if(errors === _errs29){
if(typeof data14 === "string"){
if(!pattern6.test(data14)){
validate35.errors = [{}];
return false;
}
}
else {
validate35.errors = [{}];
return false;
}
}
var valid8 = _errs29 === errors;
if(!valid8){
break;
}
}
}
}
}
else {
validate35.errors = [{}];
return false;
}
}
var valid5 = _errs27 === errors;
}
else {
var valid5 = true;
}
if(valid5){
if(data6.olderThanS !== undefined){
let data15 = data6.olderThanS;
const _errs31 = errors;
if(!(((typeof data15 == "number") && (!(data15 % 1) && !isNaN(data15))) && (isFinite(data15)))){
validate35.errors = [{}];
return false;
}
if(errors === _errs31){
if((typeof data15 == "number") && (isFinite(data15))){
if(data15 > 1000000000 || isNaN(data15)){
validate35.errors = [{}];
return false;
}
else {
if(data15 < 0 || isNaN(data15)){
validate35.errors = [{}];
return false;
}
}
}
}
var valid5 = _errs31 === errors;
}
else {
var valid5 = true;
}
if(valid5){
if(data6.limit !== undefined){
let data16 = data6.limit;
const _errs33 = errors;
if(!(((typeof data16 == "number") && (!(data16 % 1) && !isNaN(data16))) && (isFinite(data16)))){
validate35.errors = [{}];
return false;
}
if(errors === _errs33){
if((typeof data16 == "number") && (isFinite(data16))){
if(data16 < 1 || isNaN(data16)){
validate35.errors = [{}];
return false;
}
}
}
var valid5 = _errs33 === errors;
}
else {
var valid5 = true;
}
}
}
}
}
}
}
}
}
else {
validate35.errors = [{}];
return false;
}
}
var valid3 = _errs13 === errors;
}
else {
var valid3 = true;
}
if(valid3){
if(data4.startedAt !== undefined){
let data17 = data4.startedAt;
const _errs35 = errors;
const _errs36 = errors;
if(errors === _errs36){
if(typeof data17 === "string"){
if(!pattern7.test(data17)){
validate35.errors = [{}];
return false;
}
}
else {
validate35.errors = [{}];
return false;
}
}
var valid3 = _errs35 === errors;
}
else {
var valid3 = true;
}
if(valid3){
if(data4.after !== undefined){
let data18 = data4.after;
const _errs38 = errors;
const _errs39 = errors;
if(errors === _errs39){
if(typeof data18 === "string"){
if(func1(data18) > 400){
validate35.errors = [{}];
return false;
}
else {
if(func1(data18) < 1){
validate35.errors = [{}];
return false;
}
}
}
else {
validate35.errors = [{}];
return false;
}
}
var valid3 = _errs38 === errors;
}
else {
var valid3 = true;
}
}
}
}
}
}
else {
validate35.errors = [{}];
return false;
}
}
var valid0 = _errs10 === errors;
}
else {
var valid0 = true;
}
}
}
}
}
}
}
else {
validate35.errors = [{}];
return false;
}
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
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if((data.discarded === undefined) && (missing0 = "discarded")){
validate41.errors = [{}];
return false;
}
else {
if(data.discarded !== undefined){
let data0 = data.discarded;
const _errs1 = errors;
if(errors === _errs1){
if(Array.isArray(data0)){
var valid1 = true;
const len0 = data0.length;
for(let i0=0; i0<len0; i0++){
let data1 = data0[i0];
const _errs3 = errors;
const _errs4 = errors;
if(errors === _errs4){
if(typeof data1 === "string"){
if(func1(data1) < 1){
validate41.errors = [{}];
return false;
}
}
else {
validate41.errors = [{}];
return false;
}
}
var valid1 = _errs3 === errors;
if(!valid1){
break;
}
}
}
else {
validate41.errors = [{}];
return false;
}
}
}
}
}
else {
validate41.errors = [{}];
return false;
}
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
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if(((data.results === undefined) && (missing0 = "results")) || ((data.waiting === undefined) && (missing0 = "waiting"))){
validate43.errors = [{}];
return false;
}
else {
if(data.results !== undefined){
const _errs1 = errors;
if(!(validate36(data.results, {instancePath:instancePath+"/results",parentData:data,parentDataProperty:"results",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate36.errors : vErrors.concat(validate36.errors);
errors = vErrors.length;
}
var valid0 = _errs1 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.stoppedBy !== undefined){
const _errs2 = errors;
if(typeof data.stoppedBy !== "string"){
validate43.errors = [{}];
return false;
}
var valid0 = _errs2 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.headroom !== undefined){
let data2 = data.headroom;
const _errs5 = errors;
if(!(((typeof data2 == "number") && (!(data2 % 1) && !isNaN(data2))) && (isFinite(data2)))){
validate43.errors = [{}];
return false;
}
if(errors === _errs5){
if((typeof data2 == "number") && (isFinite(data2))){
if(data2 < 0 || isNaN(data2)){
validate43.errors = [{}];
return false;
}
}
}
var valid0 = _errs5 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.waiting !== undefined){
let data3 = data.waiting;
const _errs7 = errors;
if(!(((typeof data3 == "number") && (!(data3 % 1) && !isNaN(data3))) && (isFinite(data3)))){
validate43.errors = [{}];
return false;
}
if(errors === _errs7){
if((typeof data3 == "number") && (isFinite(data3))){
if(data3 < 0 || isNaN(data3)){
validate43.errors = [{}];
return false;
}
}
}
var valid0 = _errs7 === errors;
}
else {
var valid0 = true;
}
}
}
}
}
}
else {
validate43.errors = [{}];
return false;
}
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
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if((((((data.kind === undefined) && (missing0 = "kind")) || ((data.keyId === undefined) && (missing0 = "keyId"))) || ((data.alias === undefined) && (missing0 = "alias"))) || ((data.detail === undefined) && (missing0 = "detail"))) || ((data.repairable === undefined) && (missing0 = "repairable"))){
validate48.errors = [{}];
return false;
}
else {
if(data.kind !== undefined){
let data0 = data.kind;
const _errs1 = errors;
if(!(((((((data0 === "marker-damaged") || (data0 === "duplicate")) || (data0 === "wrong-state")) || (data0 === "wrongly-tagged")) || (data0 === "untagged")) || (data0 === "foreign")) || (data0 === "orphan"))){
validate48.errors = [{}];
return false;
}
var valid0 = _errs1 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.keyId !== undefined){
const _errs3 = errors;
if(typeof data.keyId !== "string"){
validate48.errors = [{}];
return false;
}
var valid0 = _errs3 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.alias !== undefined){
const _errs5 = errors;
if(typeof data.alias !== "string"){
validate48.errors = [{}];
return false;
}
var valid0 = _errs5 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.tenantId !== undefined){
const _errs7 = errors;
if(typeof data.tenantId !== "string"){
validate48.errors = [{}];
return false;
}
var valid0 = _errs7 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.detail !== undefined){
const _errs9 = errors;
if(typeof data.detail !== "string"){
validate48.errors = [{}];
return false;
}
var valid0 = _errs9 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.repairable !== undefined){
const _errs11 = errors;
if(typeof data.repairable !== "boolean"){
validate48.errors = [{}];
return false;
}
var valid0 = _errs11 === errors;
}
else {
var valid0 = true;
}
}
}
}
}
}
}
}
else {
validate48.errors = [{}];
return false;
}
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
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if((((((((data.keys === undefined) && (missing0 = "keys")) || ((data.own === undefined) && (missing0 = "own"))) || ((data.tenants === undefined) && (missing0 = "tenants"))) || ((data.counts === undefined) && (missing0 = "counts"))) || ((data.findings === undefined) && (missing0 = "findings"))) || ((data.plan === undefined) && (missing0 = "plan"))) || ((data.planHash === undefined) && (missing0 = "planHash"))){
validate47.errors = [{}];
return false;
}
else {
if(data.keys !== undefined){
let data0 = data.keys;
const _errs1 = errors;
if(!(((typeof data0 == "number") && (!(data0 % 1) && !isNaN(data0))) && (isFinite(data0)))){
validate47.errors = [{}];
return false;
}
if(errors === _errs1){
if((typeof data0 == "number") && (isFinite(data0))){
if(data0 < 0 || isNaN(data0)){
validate47.errors = [{}];
return false;
}
}
}
var valid0 = _errs1 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.own !== undefined){
let data1 = data.own;
const _errs3 = errors;
if(!(((typeof data1 == "number") && (!(data1 % 1) && !isNaN(data1))) && (isFinite(data1)))){
validate47.errors = [{}];
return false;
}
if(errors === _errs3){
if((typeof data1 == "number") && (isFinite(data1))){
if(data1 < 0 || isNaN(data1)){
validate47.errors = [{}];
return false;
}
}
}
var valid0 = _errs3 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.tenants !== undefined){
let data2 = data.tenants;
const _errs5 = errors;
if(!(((typeof data2 == "number") && (!(data2 % 1) && !isNaN(data2))) && (isFinite(data2)))){
validate47.errors = [{}];
return false;
}
if(errors === _errs5){
if((typeof data2 == "number") && (isFinite(data2))){
if(data2 < 0 || isNaN(data2)){
validate47.errors = [{}];
return false;
}
}
}
var valid0 = _errs5 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.tenantsWithoutKey !== undefined){
let data3 = data.tenantsWithoutKey;
const _errs7 = errors;
if(errors === _errs7){
if(Array.isArray(data3)){
var valid1 = true;
const len0 = data3.length;
for(let i0=0; i0<len0; i0++){
const _errs9 = errors;
if(typeof data3[i0] !== "string"){
validate47.errors = [{}];
return false;
}
var valid1 = _errs9 === errors;
if(!valid1){
break;
}
}
}
else {
validate47.errors = [{}];
return false;
}
}
var valid0 = _errs7 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.counts !== undefined){
let data5 = data.counts;
const _errs11 = errors;
if(errors === _errs11){
if(data5 && typeof data5 == "object" && !Array.isArray(data5)){
let missing1;
if((((((((data5["marker-damaged"] === undefined) && (missing1 = "marker-damaged")) || ((data5.duplicate === undefined) && (missing1 = "duplicate"))) || ((data5["wrong-state"] === undefined) && (missing1 = "wrong-state"))) || ((data5["wrongly-tagged"] === undefined) && (missing1 = "wrongly-tagged"))) || ((data5.untagged === undefined) && (missing1 = "untagged"))) || ((data5.foreign === undefined) && (missing1 = "foreign"))) || ((data5.orphan === undefined) && (missing1 = "orphan"))){
validate47.errors = [{}];
return false;
}
else {
if(data5["marker-damaged"] !== undefined){
let data6 = data5["marker-damaged"];
const _errs13 = errors;
if(!(((typeof data6 == "number") && (!(data6 % 1) && !isNaN(data6))) && (isFinite(data6)))){
validate47.errors = [{}];
return false;
}
if(errors === _errs13){
if((typeof data6 == "number") && (isFinite(data6))){
if(data6 < 0 || isNaN(data6)){
validate47.errors = [{}];
return false;
}
}
}
var valid2 = _errs13 === errors;
}
else {
var valid2 = true;
}
if(valid2){
if(data5.duplicate !== undefined){
let data7 = data5.duplicate;
const _errs15 = errors;
if(!(((typeof data7 == "number") && (!(data7 % 1) && !isNaN(data7))) && (isFinite(data7)))){
validate47.errors = [{}];
return false;
}
if(errors === _errs15){
if((typeof data7 == "number") && (isFinite(data7))){
if(data7 < 0 || isNaN(data7)){
validate47.errors = [{}];
return false;
}
}
}
var valid2 = _errs15 === errors;
}
else {
var valid2 = true;
}
if(valid2){
if(data5["wrong-state"] !== undefined){
let data8 = data5["wrong-state"];
const _errs17 = errors;
if(!(((typeof data8 == "number") && (!(data8 % 1) && !isNaN(data8))) && (isFinite(data8)))){
validate47.errors = [{}];
return false;
}
if(errors === _errs17){
if((typeof data8 == "number") && (isFinite(data8))){
if(data8 < 0 || isNaN(data8)){
validate47.errors = [{}];
return false;
}
}
}
var valid2 = _errs17 === errors;
}
else {
var valid2 = true;
}
if(valid2){
if(data5["wrongly-tagged"] !== undefined){
let data9 = data5["wrongly-tagged"];
const _errs19 = errors;
if(!(((typeof data9 == "number") && (!(data9 % 1) && !isNaN(data9))) && (isFinite(data9)))){
validate47.errors = [{}];
return false;
}
if(errors === _errs19){
if((typeof data9 == "number") && (isFinite(data9))){
if(data9 < 0 || isNaN(data9)){
validate47.errors = [{}];
return false;
}
}
}
var valid2 = _errs19 === errors;
}
else {
var valid2 = true;
}
if(valid2){
if(data5.untagged !== undefined){
let data10 = data5.untagged;
const _errs21 = errors;
if(!(((typeof data10 == "number") && (!(data10 % 1) && !isNaN(data10))) && (isFinite(data10)))){
validate47.errors = [{}];
return false;
}
if(errors === _errs21){
if((typeof data10 == "number") && (isFinite(data10))){
if(data10 < 0 || isNaN(data10)){
validate47.errors = [{}];
return false;
}
}
}
var valid2 = _errs21 === errors;
}
else {
var valid2 = true;
}
if(valid2){
if(data5.foreign !== undefined){
let data11 = data5.foreign;
const _errs23 = errors;
if(!(((typeof data11 == "number") && (!(data11 % 1) && !isNaN(data11))) && (isFinite(data11)))){
validate47.errors = [{}];
return false;
}
if(errors === _errs23){
if((typeof data11 == "number") && (isFinite(data11))){
if(data11 < 0 || isNaN(data11)){
validate47.errors = [{}];
return false;
}
}
}
var valid2 = _errs23 === errors;
}
else {
var valid2 = true;
}
if(valid2){
if(data5.orphan !== undefined){
let data12 = data5.orphan;
const _errs25 = errors;
if(!(((typeof data12 == "number") && (!(data12 % 1) && !isNaN(data12))) && (isFinite(data12)))){
validate47.errors = [{}];
return false;
}
if(errors === _errs25){
if((typeof data12 == "number") && (isFinite(data12))){
if(data12 < 0 || isNaN(data12)){
validate47.errors = [{}];
return false;
}
}
}
var valid2 = _errs25 === errors;
}
else {
var valid2 = true;
}
}
}
}
}
}
}
}
}
else {
validate47.errors = [{}];
return false;
}
}
var valid0 = _errs11 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.findings !== undefined){
let data13 = data.findings;
const _errs27 = errors;
if(errors === _errs27){
if(Array.isArray(data13)){
var valid3 = true;
const len1 = data13.length;
for(let i1=0; i1<len1; i1++){
const _errs29 = errors;
if(!(validate48(data13[i1], {instancePath:instancePath+"/findings/" + i1,parentData:data13,parentDataProperty:i1,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate48.errors : vErrors.concat(validate48.errors);
errors = vErrors.length;
}
var valid3 = _errs29 === errors;
if(!valid3){
break;
}
}
}
else {
validate47.errors = [{}];
return false;
}
}
var valid0 = _errs27 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.plan !== undefined){
let data15 = data.plan;
const _errs30 = errors;
if(errors === _errs30){
if(Array.isArray(data15)){
var valid4 = true;
const len2 = data15.length;
for(let i2=0; i2<len2; i2++){
let data16 = data15[i2];
const _errs32 = errors;
const _errs33 = errors;
if(errors === _errs33){
if(data16 && typeof data16 == "object" && !Array.isArray(data16)){
let missing2;
if((((data16.keyId === undefined) && (missing2 = "keyId")) || ((data16.resourceId === undefined) && (missing2 = "resourceId"))) || ((data16.tenantId === undefined) && (missing2 = "tenantId"))){
validate47.errors = [{}];
return false;
}
else {
if(data16.keyId !== undefined){
const _errs35 = errors;
if(typeof data16.keyId !== "string"){
validate47.errors = [{}];
return false;
}
var valid6 = _errs35 === errors;
}
else {
var valid6 = true;
}
if(valid6){
if(data16.resourceId !== undefined){
const _errs37 = errors;
if(typeof data16.resourceId !== "string"){
validate47.errors = [{}];
return false;
}
var valid6 = _errs37 === errors;
}
else {
var valid6 = true;
}
if(valid6){
if(data16.tenantId !== undefined){
const _errs39 = errors;
if(typeof data16.tenantId !== "string"){
validate47.errors = [{}];
return false;
}
var valid6 = _errs39 === errors;
}
else {
var valid6 = true;
}
}
}
}
}
else {
validate47.errors = [{}];
return false;
}
}
var valid4 = _errs32 === errors;
if(!valid4){
break;
}
}
}
else {
validate47.errors = [{}];
return false;
}
}
var valid0 = _errs30 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.planHash !== undefined){
let data20 = data.planHash;
const _errs41 = errors;
const _errs42 = errors;
if(errors === _errs42){
if(typeof data20 === "string"){
if(func1(data20) < 1){
validate47.errors = [{}];
return false;
}
}
else {
validate47.errors = [{}];
return false;
}
}
var valid0 = _errs41 === errors;
}
else {
var valid0 = true;
}
}
}
}
}
}
}
}
}
}
else {
validate47.errors = [{}];
return false;
}
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
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if(((((data.repaired === undefined) && (missing0 = "repaired")) || ((data.failed === undefined) && (missing0 = "failed"))) || ((data.remaining === undefined) && (missing0 = "remaining"))) || ((data.planHash === undefined) && (missing0 = "planHash"))){
validate51.errors = [{}];
return false;
}
else {
if(data.repaired !== undefined){
let data0 = data.repaired;
const _errs1 = errors;
if(errors === _errs1){
if(Array.isArray(data0)){
var valid1 = true;
const len0 = data0.length;
for(let i0=0; i0<len0; i0++){
let data1 = data0[i0];
const _errs3 = errors;
const _errs4 = errors;
if(errors === _errs4){
if(data1 && typeof data1 == "object" && !Array.isArray(data1)){
let missing1;
if((((data1.keyId === undefined) && (missing1 = "keyId")) || ((data1.resourceId === undefined) && (missing1 = "resourceId"))) || ((data1.tenantId === undefined) && (missing1 = "tenantId"))){
validate51.errors = [{}];
return false;
}
else {
if(data1.keyId !== undefined){
const _errs6 = errors;
if(typeof data1.keyId !== "string"){
validate51.errors = [{}];
return false;
}
var valid3 = _errs6 === errors;
}
else {
var valid3 = true;
}
if(valid3){
if(data1.resourceId !== undefined){
const _errs8 = errors;
if(typeof data1.resourceId !== "string"){
validate51.errors = [{}];
return false;
}
var valid3 = _errs8 === errors;
}
else {
var valid3 = true;
}
if(valid3){
if(data1.tenantId !== undefined){
const _errs10 = errors;
if(typeof data1.tenantId !== "string"){
validate51.errors = [{}];
return false;
}
var valid3 = _errs10 === errors;
}
else {
var valid3 = true;
}
}
}
}
}
else {
validate51.errors = [{}];
return false;
}
}
var valid1 = _errs3 === errors;
if(!valid1){
break;
}
}
}
else {
validate51.errors = [{}];
return false;
}
}
var valid0 = _errs1 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.failed !== undefined){
let data5 = data.failed;
const _errs12 = errors;
if(errors === _errs12){
if(Array.isArray(data5)){
var valid4 = true;
const len1 = data5.length;
for(let i1=0; i1<len1; i1++){
let data6 = data5[i1];
const _errs14 = errors;
const _errs15 = errors;
if(errors === _errs15){
if(data6 && typeof data6 == "object" && !Array.isArray(data6)){
let missing2;
if(((((data6.keyId === undefined) && (missing2 = "keyId")) || ((data6.resourceId === undefined) && (missing2 = "resourceId"))) || ((data6.tenantId === undefined) && (missing2 = "tenantId"))) || ((data6.code === undefined) && (missing2 = "code"))){
validate51.errors = [{}];
return false;
}
else {
if(data6.keyId !== undefined){
const _errs17 = errors;
if(typeof data6.keyId !== "string"){
validate51.errors = [{}];
return false;
}
var valid6 = _errs17 === errors;
}
else {
var valid6 = true;
}
if(valid6){
if(data6.resourceId !== undefined){
const _errs19 = errors;
if(typeof data6.resourceId !== "string"){
validate51.errors = [{}];
return false;
}
var valid6 = _errs19 === errors;
}
else {
var valid6 = true;
}
if(valid6){
if(data6.tenantId !== undefined){
const _errs21 = errors;
if(typeof data6.tenantId !== "string"){
validate51.errors = [{}];
return false;
}
var valid6 = _errs21 === errors;
}
else {
var valid6 = true;
}
if(valid6){
if(data6.code !== undefined){
const _errs23 = errors;
if(typeof data6.code !== "string"){
validate51.errors = [{}];
return false;
}
var valid6 = _errs23 === errors;
}
else {
var valid6 = true;
}
}
}
}
}
}
else {
validate51.errors = [{}];
return false;
}
}
var valid4 = _errs14 === errors;
if(!valid4){
break;
}
}
}
else {
validate51.errors = [{}];
return false;
}
}
var valid0 = _errs12 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.remaining !== undefined){
let data11 = data.remaining;
const _errs25 = errors;
if(!(((typeof data11 == "number") && (!(data11 % 1) && !isNaN(data11))) && (isFinite(data11)))){
validate51.errors = [{}];
return false;
}
if(errors === _errs25){
if((typeof data11 == "number") && (isFinite(data11))){
if(data11 < 0 || isNaN(data11)){
validate51.errors = [{}];
return false;
}
}
}
var valid0 = _errs25 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.planHash !== undefined){
let data12 = data.planHash;
const _errs27 = errors;
const _errs28 = errors;
if(errors === _errs28){
if(typeof data12 === "string"){
if(func1(data12) < 1){
validate51.errors = [{}];
return false;
}
}
else {
validate51.errors = [{}];
return false;
}
}
var valid0 = _errs27 === errors;
}
else {
var valid0 = true;
}
}
}
}
}
}
else {
validate51.errors = [{}];
return false;
}
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
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.list !== undefined){
const _errs1 = errors;
if(!(validate22(data.list, {instancePath:instancePath+"/list",parentData:data,parentDataProperty:"list",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate22.errors : vErrors.concat(validate22.errors);
errors = vErrors.length;
}
var valid0 = _errs1 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.show !== undefined){
const _errs2 = errors;
if(!(validate28(data.show, {instancePath:instancePath+"/show",parentData:data,parentDataProperty:"show",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate28.errors : vErrors.concat(validate28.errors);
errors = vErrors.length;
}
var valid0 = _errs2 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.plan !== undefined){
const _errs3 = errors;
if(!(validate31(data.plan, {instancePath:instancePath+"/plan",parentData:data,parentDataProperty:"plan",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate31.errors : vErrors.concat(validate31.errors);
errors = vErrors.length;
}
var valid0 = _errs3 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.redrive !== undefined){
const _errs4 = errors;
if(!(validate35(data.redrive, {instancePath:instancePath+"/redrive",parentData:data,parentDataProperty:"redrive",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate35.errors : vErrors.concat(validate35.errors);
errors = vErrors.length;
}
var valid0 = _errs4 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.discard !== undefined){
const _errs5 = errors;
if(!(validate41(data.discard, {instancePath:instancePath+"/discard",parentData:data,parentDataProperty:"discard",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate41.errors : vErrors.concat(validate41.errors);
errors = vErrors.length;
}
var valid0 = _errs5 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.quota !== undefined){
let data5 = data.quota;
const _errs6 = errors;
const _errs7 = errors;
if(errors === _errs7){
if(data5 && typeof data5 == "object" && !Array.isArray(data5)){
let missing0;
if(((data5.parked === undefined) && (missing0 = "parked")) || ((data5.madeLately === undefined) && (missing0 = "madeLately"))){
validate20.errors = [{}];
return false;
}
else {
if(data5.used !== undefined){
let data6 = data5.used;
const _errs9 = errors;
if(!(((typeof data6 == "number") && (!(data6 % 1) && !isNaN(data6))) && (isFinite(data6)))){
validate20.errors = [{}];
return false;
}
if(errors === _errs9){
if((typeof data6 == "number") && (isFinite(data6))){
if(data6 < 0 || isNaN(data6)){
validate20.errors = [{}];
return false;
}
}
}
var valid2 = _errs9 === errors;
}
else {
var valid2 = true;
}
if(valid2){
if(data5.limit !== undefined){
let data7 = data5.limit;
const _errs11 = errors;
if(!(((typeof data7 == "number") && (!(data7 % 1) && !isNaN(data7))) && (isFinite(data7)))){
validate20.errors = [{}];
return false;
}
if(errors === _errs11){
if((typeof data7 == "number") && (isFinite(data7))){
if(data7 < 0 || isNaN(data7)){
validate20.errors = [{}];
return false;
}
}
}
var valid2 = _errs11 === errors;
}
else {
var valid2 = true;
}
if(valid2){
if(data5.parked !== undefined){
let data8 = data5.parked;
const _errs13 = errors;
if(!(((typeof data8 == "number") && (!(data8 % 1) && !isNaN(data8))) && (isFinite(data8)))){
validate20.errors = [{}];
return false;
}
if(errors === _errs13){
if((typeof data8 == "number") && (isFinite(data8))){
if(data8 < 0 || isNaN(data8)){
validate20.errors = [{}];
return false;
}
}
}
var valid2 = _errs13 === errors;
}
else {
var valid2 = true;
}
if(valid2){
if(data5.madeLately !== undefined){
let data9 = data5.madeLately;
const _errs15 = errors;
if(!(((typeof data9 == "number") && (!(data9 % 1) && !isNaN(data9))) && (isFinite(data9)))){
validate20.errors = [{}];
return false;
}
if(errors === _errs15){
if((typeof data9 == "number") && (isFinite(data9))){
if(data9 < 0 || isNaN(data9)){
validate20.errors = [{}];
return false;
}
}
}
var valid2 = _errs15 === errors;
}
else {
var valid2 = true;
}
if(valid2){
if(data5.fullOn !== undefined){
const _errs17 = errors;
if(typeof data5.fullOn !== "string"){
validate20.errors = [{}];
return false;
}
var valid2 = _errs17 === errors;
}
else {
var valid2 = true;
}
}
}
}
}
}
}
else {
validate20.errors = [{}];
return false;
}
}
var valid0 = _errs6 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.resume !== undefined){
const _errs19 = errors;
if(!(validate43(data.resume, {instancePath:instancePath+"/resume",parentData:data,parentDataProperty:"resume",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate43.errors : vErrors.concat(validate43.errors);
errors = vErrors.length;
}
var valid0 = _errs19 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.check !== undefined){
const _errs20 = errors;
if(!(validate47(data.check, {instancePath:instancePath+"/check",parentData:data,parentDataProperty:"check",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate47.errors : vErrors.concat(validate47.errors);
errors = vErrors.length;
}
var valid0 = _errs20 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.repair !== undefined){
const _errs21 = errors;
if(!(validate51(data.repair, {instancePath:instancePath+"/repair",parentData:data,parentDataProperty:"repair",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate51.errors : vErrors.concat(validate51.errors);
errors = vErrors.length;
}
var valid0 = _errs21 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.refused !== undefined){
let data14 = data.refused;
const _errs22 = errors;
const _errs23 = errors;
if(errors === _errs23){
if(data14 && typeof data14 == "object" && !Array.isArray(data14)){
let missing1;
if(((data14.code === undefined) && (missing1 = "code")) || ((data14.detail === undefined) && (missing1 = "detail"))){
validate20.errors = [{}];
return false;
}
else {
if(data14.code !== undefined){
const _errs25 = errors;
if(typeof data14.code !== "string"){
validate20.errors = [{}];
return false;
}
var valid4 = _errs25 === errors;
}
else {
var valid4 = true;
}
if(valid4){
if(data14.detail !== undefined){
const _errs27 = errors;
if(typeof data14.detail !== "string"){
validate20.errors = [{}];
return false;
}
var valid4 = _errs27 === errors;
}
else {
var valid4 = true;
}
}
}
}
else {
validate20.errors = [{}];
return false;
}
}
var valid0 = _errs22 === errors;
}
else {
var valid0 = true;
}
}
}
}
}
}
}
}
}
}
}
else {
validate20.errors = [{}];
return false;
}
}
validate20.errors = vErrors;
return errors === 0;
}
validate20.evaluated = {"props":{"list":true,"show":true,"plan":true,"redrive":true,"discard":true,"quota":true,"resume":true,"check":true,"repair":true,"refused":true},"dynamicProps":false,"dynamicItems":false};

