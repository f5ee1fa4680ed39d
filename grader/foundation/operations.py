"""The operation types that a submitted graph may contain.

Everything is pure computation, a variable, control flow or random numbers. Not here, and so
rejected: anything that reads or writes files, opens a connection, calls back into Python, prints
to a path, aborts the process, or keeps queues and tables; and what shows memory as another run
left it (`TemporaryVariable`, `ParallelConcat`; `vet` fills `Empty` and `FakeParam`).
"""

_CONSTANTS = """
Const Placeholder PlaceholderWithDefault PlaceholderV2 Identity IdentityN NoOp StopGradient
PreventGradient Snapshot ZerosLike OnesLike Fill Range LinSpace Empty Shape ShapeN Size Rank
BroadcastTo BroadcastGradientArgs BroadcastArgs InvertPermutation Bitcast Cast CheckNumerics
CheckNumericsV2 EnsureShape DeepCopy GuaranteeConst DebugGradientIdentity
DebugGradientRefIdentity Assert Print PrintV2
"""
_VARIABLES = """
Variable VariableV2 IsVariableInitialized Assign
AssignAdd AssignSub VarHandleOp VarIsInitializedOp ReadVariableOp AssignVariableOp
AssignAddVariableOp AssignSubVariableOp VariableShape DestroyResourceOp ScatterUpdate ScatterAdd
ScatterSub ScatterNd ScatterNdUpdate ResourceGather ResourceScatterAdd ResourceScatterUpdate
ResourceStridedSliceAssign StridedSliceAssign
"""
_SHAPES = """
Reshape Squeeze ExpandDims Transpose ConjugateTranspose Pack Unpack Concat ConcatV2 ConcatOffset
Split SplitV Slice StridedSlice StridedSliceGrad Pad PadV2 MirrorPad MirrorPadGrad Tile TileGrad
Gather GatherV2 GatherNd Reverse ReverseV2 ReverseSequence Where Select SelectV2 OneHot Diag
DiagPart MatrixDiag MatrixDiagV2 MatrixDiagV3 MatrixDiagPart MatrixDiagPartV2 MatrixDiagPartV3
MatrixBandPart MatrixSetDiag MatrixSetDiagV2 MatrixSetDiagV3 Roll DynamicPartition DynamicStitch
ParallelDynamicStitch Unique UniqueV2 UniqueWithCounts ListDiff
TensorScatterUpdate TensorScatterAdd TensorScatterSub SpaceToBatchND BatchToSpaceND
"""
_ARITHMETIC = """
Add AddV2 AddN AccumulateNV2 Sub Mul MulNoNan Div DivNoNan RealDiv FloorDiv FloorMod Mod
TruncateDiv TruncateMod Pow Square SquaredDifference Sqrt SqrtGrad Rsqrt RsqrtGrad Reciprocal
ReciprocalGrad Inv InvGrad Neg Abs Sign Exp Expm1 Log Log1p Xlogy Xlog1py Xdivy Sin Cos Tan Asin
Acos Atan Atan2 Sinh Cosh Tanh TanhGrad Asinh Acosh Atanh Sigmoid SigmoidGrad Erf Erfc Erfinv
Ndtri Lgamma Digamma Ceil Floor Rint Round Maximum Minimum ClipByValue IsFinite IsInf IsNan
MatMul BatchMatMul BatchMatMulV2 BatchMatMulV3 Einsum Cross Cumsum Cumprod CumulativeLogsumexp
L2Loss SparseTensorDenseMatMul EuclideanNorm Bincount DenseBincount HistogramFixedWidth
"""
_REDUCTIONS = """
Sum Mean Prod Max Min All Any ArgMax ArgMin SegmentSum SegmentMean SegmentMax SegmentMin
SegmentProd UnsortedSegmentSum UnsortedSegmentMax UnsortedSegmentMin UnsortedSegmentProd TopK
TopKV2 InTopK InTopKV2 Equal NotEqual Less LessEqual Greater GreaterEqual ApproximateEqual
LogicalAnd LogicalOr LogicalNot BitwiseAnd BitwiseOr BitwiseXor
"""
_NETWORKS = """
Relu ReluGrad Relu6 Relu6Grad LeakyRelu LeakyReluGrad Elu EluGrad Selu SeluGrad Softplus
SoftplusGrad Softsign SoftsignGrad Softmax LogSoftmax SoftmaxCrossEntropyWithLogits
SparseSoftmaxCrossEntropyWithLogits BiasAdd BiasAddV1 BiasAddGrad Conv2D Conv2DBackpropInput
Conv2DBackpropFilter MaxPool MaxPoolV2 MaxPoolGrad MaxPoolGradGrad AvgPool AvgPoolGrad LRN LRNGrad
FusedBatchNorm FusedBatchNormV2 FusedBatchNormV3 FusedBatchNormGrad FusedBatchNormGradV2
FusedBatchNormGradV3
"""
_RANDOM = """
RandomUniform RandomUniformInt RandomStandardNormal TruncatedNormal ParameterizedTruncatedNormal
RandomShuffle Multinomial RandomGamma RandomPoissonV2 StatelessRandomUniform
StatelessRandomUniformV2 StatelessRandomUniformInt StatelessRandomUniformIntV2
StatelessRandomUniformFullInt StatelessRandomUniformFullIntV2 StatelessRandomNormal
StatelessRandomNormalV2 StatelessTruncatedNormal StatelessTruncatedNormalV2 StatelessMultinomial
StatelessRandomGetKeyCounter StatelessRandomGetAlg StatelessRandomGetKeyCounterAlg
StatelessParameterizedTruncatedNormal RngReadAndSkip StatelessRandomBinomial
StatelessRandomPoisson StatelessRandomGammaV2 StatelessRandomGammaV3 StatefulRandomBinomial
"""
_TRAINING = """
ApplyGradientDescent ApplyMomentum ApplyAdam ApplyAdagrad ApplyAdagradV2 ApplyAdadelta
ApplyRMSProp ApplyCenteredRMSProp ApplyFtrl ApplyFtrlV2 ApplyProximalGradientDescent
ApplyProximalAdagrad ApplyAdaMax ApplyAddSign ApplyPowerSign ResourceApplyGradientDescent
ResourceApplyMomentum ResourceApplyKerasMomentum ResourceApplyAdam ResourceApplyAdamWithAmsgrad
ResourceApplyAdagrad ResourceApplyAdagradV2 ResourceApplyAdadelta ResourceApplyRMSProp
ResourceApplyCenteredRMSProp ResourceApplyFtrl ResourceApplyFtrlV2
ResourceApplyProximalGradientDescent ResourceApplyProximalAdagrad ResourceApplyAdaMax
ResourceSparseApplyAdagrad SparseApplyAdagrad
"""
_CONTROL = """
Switch Merge Enter Exit NextIteration LoopCond RefSwitch RefMerge RefEnter RefExit
RefNextIteration RefIdentity RefSelect ControlTrigger If StatelessIf While StatelessWhile Case
StatelessCase PartitionedCall StatefulPartitionedCall _Arg _Retval StackV2 StackPushV2 StackPopV2
StackCloseV2 TensorArrayV3 TensorArrayWriteV3 TensorArrayReadV3 TensorArrayGatherV3
TensorArrayScatterV3 TensorArrayConcatV3 TensorArraySplitV3 TensorArraySizeV3 TensorArrayCloseV3
TensorArrayGradV3 TensorListReserve TensorListFromTensor TensorListStack TensorListSetItem
TensorListGetItem TensorListLength TensorListElementShape TensorListPushBack TensorListPopBack
EmptyTensorList FakeParam
"""
# String operations exist for a saver's file names, which are never used, and for messages.
_STRINGS = """
StringJoin StringFormat AsString StringLength StaticRegexFullMatch ScalarSummary MergeSummary
HistogramSummary ImageSummary AudioSummary AudioSummaryV2 TensorSummary TensorSummaryV2
"""
# Pictures, volumes and what convolutions of other courses use.
_IMAGES = """
DepthwiseConv2dNative DepthwiseConv2dNativeBackpropInput DepthwiseConv2dNativeBackpropFilter
ExtractImagePatches MaxPoolWithArgmax MaxPoolGradWithArgmax Conv3D Conv3DBackpropInputV2
Conv3DBackpropFilterV2 MaxPool3D MaxPool3DGrad AvgPool3D AvgPool3DGrad DepthToSpace SpaceToDepth
Dilation2D Dilation2DBackpropInput Dilation2DBackpropFilter ResizeBilinear ResizeBilinearGrad
ResizeNearestNeighbor ResizeNearestNeighborGrad ResizeBicubic ResizeBicubicGrad ResizeArea
AdjustContrastv2 AdjustHue AdjustSaturation RGBToHSV HSVToRGB
"""
# Linear algebra, spectra and special functions.
_ALGEBRA = """
Cholesky CholeskyGrad Qr Svd MatrixInverse MatrixDeterminant LogMatrixDeterminant MatrixSolve
MatrixTriangularSolve MatrixSolveLs SelfAdjointEigV2 FFT IFFT FFT2D IFFT2D FFT3D IFFT3D RFFT IRFFT
RFFT2D IRFFT2D RFFT3D IRFFT3D Real Imag Complex ComplexAbs Conj Angle Betainc Zeta Polygamma Igamma
Igammac IgammaGradA
"""
# Sequences, samples and quantisation. FixedUnigramCandidateSampler is left out: it reads a file.
_SEQUENCES = """
CTCLoss CTCLossV2 CTCGreedyDecoder UniformCandidateSampler LogUniformCandidateSampler
LearnedUnigramCandidateSampler ThreadUnsafeUnigramCandidateSampler AllCandidateSampler
ComputeAccidentalHits FakeQuantWithMinMaxArgs FakeQuantWithMinMaxArgsGradient
FakeQuantWithMinMaxVars FakeQuantWithMinMaxVarsGradient FakeQuantWithMinMaxVarsPerChannel
FakeQuantWithMinMaxVarsPerChannelGradient RaggedRange RaggedGather RaggedTensorToTensor
RaggedTensorToSparse RaggedTensorToVariant RaggedTensorFromVariant LSTMBlockCell
LSTMBlockCellGrad BlockLSTM BlockLSTMGrad BlockLSTMV2 BlockLSTMGradV2 GRUBlockCell
GRUBlockCellGrad TensorListConcat TensorListConcatV2 TensorListConcatLists TensorListGather
TensorListScatter TensorListScatterV2 TensorListScatterIntoExistingList TensorListSplit
TensorListResize TensorListPushBackBatch SparseToDense SparseReorder SparseReshape
"""

RANDOM = frozenset(_RANDOM.split())
RESTORERS = frozenset(("RestoreV2", "RestoreSlice", "Restore"))
NAMERS = frozenset(("ShardedFilename", "ShardedFilespec"))
SAVERS = RESTORERS | NAMERS | frozenset(("SaveV2", "SaveSlices", "Save", "MergeV2Checkpoints"))
ALLOWED = frozenset(
    " ".join(
        (
            _CONSTANTS,
            _VARIABLES,
            _SHAPES,
            _ARITHMETIC,
            _REDUCTIONS,
            _NETWORKS,
            _RANDOM,
            _TRAINING,
            _CONTROL,
            _STRINGS,
            _IMAGES,
            _ALGEBRA,
            _SEQUENCES,
        )
    ).split()
)
